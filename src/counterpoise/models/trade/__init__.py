"""What a change of trade costs in a world of one sector: the exact-hat model and its solvers."""
