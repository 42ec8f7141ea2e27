"""What people decide on incidents: applied again after every run, in conflict, and told in sentences."""
