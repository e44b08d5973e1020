"""Sections of the brief on a state."""
