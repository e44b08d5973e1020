"""Pages and tables: one context, drawn for terminal, HTML and JSON."""
