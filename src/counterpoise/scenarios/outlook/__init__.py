"""Where partner shares are going: histories, draws, interventions, and the record of past forecasts."""
