"""Evidence: sampled children's records on the desk, or pointers to what was seen elsewhere."""
