"""How alike states vote: joint tables of votes, and positions in a space of votes."""
