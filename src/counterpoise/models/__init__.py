"""Equations on arrays: no frames, no states, nothing that knows where a number came from."""
