"""Sections on statements checked."""
