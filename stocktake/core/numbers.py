"""Whole numbers as they come from a form or an address."""


def whole_number(text: str) -> int | None:
    """The number, where the text is one that every table can hold; else None.

    "²" counts as a digit and thousands of nines as a number: reading either would break the page.
    """
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
