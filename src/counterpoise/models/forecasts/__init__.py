"""Partner shares of years to come, as draws: models, what they learn from, and their scores."""
