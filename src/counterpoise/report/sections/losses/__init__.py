"""Sections on what is lost when a partner goes."""
