"""Dependence product by product: which goods, from whom, and who else could supply them."""
