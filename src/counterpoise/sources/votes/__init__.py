"""How states vote in the General Assembly, and where that places them."""
