"""Sections on what is to come, and on how good such forecasts were."""
