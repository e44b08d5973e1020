"""What each figure or place of a sentence is."""
