"""From a text to statements: sentences, parties, figures, and the grammar that joins them."""
