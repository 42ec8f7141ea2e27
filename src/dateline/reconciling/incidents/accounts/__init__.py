"""What one document tells of one thing: its reports brought together, with their level."""
