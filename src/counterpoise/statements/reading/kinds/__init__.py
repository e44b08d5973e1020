"""Statements without a figure: events, leanings, forecasts."""
