"""The same with sectors that buy from one another: Caliendo and Parro's model."""
