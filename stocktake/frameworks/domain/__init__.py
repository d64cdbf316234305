"""What frameworks, review forms and baselines are, how a file of one is read, and its rules."""
