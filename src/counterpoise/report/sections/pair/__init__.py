"""Two states: all that passes between them, both ways, through time."""
