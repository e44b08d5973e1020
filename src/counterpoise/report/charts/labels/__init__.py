"""Words inside charts: how wide they are, and where they go so that none covers another."""
