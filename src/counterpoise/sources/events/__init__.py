"""What is reported to have passed between states day by day, as machines read it in the news."""
