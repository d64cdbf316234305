"""Ratios to named peers: `make bench`. Equal answers come first; absolute times are not claims."""
