"""What is said of one state: its product, its people, its prices."""
