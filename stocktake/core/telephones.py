"""Telling a telephone number in a text, so that it is kept where it is erased in time and nowhere else."""

import re

# "07700 900123", "+44 (0)7700 900123": a 0 or a plus and nine digits more; no date and no time is one.
TELEPHONE = re.compile(r"(?<!\d)(?:\+|0)(?:[\s().-]*\d){9,}")


def holds_a_number(*texts: str) -> bool:
    """Whether a telephone number stands in any of these."""
    return any(TELEPHONE.search(text) for text in texts)
