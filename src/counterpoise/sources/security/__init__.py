"""Pacts, disputes, wars and rivalries."""
