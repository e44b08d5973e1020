"""Who lends, gives and invests."""
