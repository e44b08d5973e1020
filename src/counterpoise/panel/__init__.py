"""Everything that sources say, in one table: built, checked, kept, and asked."""
