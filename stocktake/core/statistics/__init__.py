"""What a sample can say of everybody it was selected from: exact, finite, in plain words."""
