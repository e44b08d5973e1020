"""The world before the shock: trade, GDP and sales at home, made to balance."""
