"""What ends: shocks solved on the baseline, their effects, and who could hurt whom."""
