"""Who buys what from whom."""
