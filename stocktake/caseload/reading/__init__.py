"""From raw text tables to checked ones: columns matched, cells understood, every row accounted for."""
