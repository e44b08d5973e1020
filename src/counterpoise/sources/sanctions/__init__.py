"""Data sets on sanctions: arms embargoes, by whoever imposed them."""
