"""The first screen of a brief: the product's own question, answered in five lines."""
