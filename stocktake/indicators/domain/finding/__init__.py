"""Where the words of the rules are found in a snapshot: what starts clocks and what stops them."""
