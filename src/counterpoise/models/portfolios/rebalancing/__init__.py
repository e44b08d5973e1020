"""The cheapest mix of partners that keeps to stated terms: its worth, its premium, its prices."""
