"""From a text to chunks: sentences, names, figures, times and the words known."""
