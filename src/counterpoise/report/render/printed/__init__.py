"""Print a page: as PDF, of two pages or as long as it is."""
