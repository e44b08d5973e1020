"""A mix of partners as one portfolio: balance, tilt and offset; diversity that discounts likeness."""
