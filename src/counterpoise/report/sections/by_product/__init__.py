"""A state's dependence product by product: what is found, and how a page tells and draws it."""
