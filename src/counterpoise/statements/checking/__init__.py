"""From a statement to a verdict: the evidence, every defensible reading, and what they amount to."""
