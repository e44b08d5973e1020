"""The verbs as Python has them: what one would guess, on the functions that the command line calls."""
