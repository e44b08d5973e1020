"""What no rule reads: every way in which a figure could be meant, weighed by labelled sentences."""
