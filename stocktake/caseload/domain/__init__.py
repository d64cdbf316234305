"""What an extract holds, how its columns and values are understood, and the rules of a snapshot."""
