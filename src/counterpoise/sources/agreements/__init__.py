"""Agreements between states: of trade and of investment."""
