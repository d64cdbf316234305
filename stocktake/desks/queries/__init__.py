"""What the homes and the round board show."""
