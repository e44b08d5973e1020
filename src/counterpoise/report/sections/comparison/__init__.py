"""What stands between the sections of a comparison: one partner of all, the order of rows, the rows."""
