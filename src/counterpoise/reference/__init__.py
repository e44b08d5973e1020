"""What the sources' codes and names stand for: states by date, spellings, blocs."""
