"""Who arms whom."""
