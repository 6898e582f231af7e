"""What the trade says: values and rules, standard library only."""
