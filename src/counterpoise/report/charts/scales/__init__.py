"""What charts share: which colour stands for whom, and where an axis is marked."""
