"""Rebalancing: the cheapest mix of partners that keeps to demands, its premium, odds and precedents."""
