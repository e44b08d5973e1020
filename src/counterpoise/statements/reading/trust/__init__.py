"""Whether a reading is asserted, and how sure it is."""
