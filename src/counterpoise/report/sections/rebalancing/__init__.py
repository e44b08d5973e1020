"""Sections of the page on rebalancing: the mix, what it costs, and who has done the like."""
