"""The parts of a brief, one module each: a function from a `Study` to a `Section`, or to None."""
