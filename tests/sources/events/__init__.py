"""Machine-coded events: publishers' layouts, written by hand."""
