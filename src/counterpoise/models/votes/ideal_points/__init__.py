"""Where voters stand and how they move: the data, the estimates, and how far off they may be."""
