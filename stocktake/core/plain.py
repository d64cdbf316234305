"""Text as it can be kept, printed and handed on in any file."""

# Control characters, and the two code points that no XML may hold: a Word file with one of them
# cannot be written. A vertical tab or a page break, as pasted from Word, is a new line.
_UNWRITTEN: dict[int, str | None] = {
    **{code: None for code in (*range(32), 127, 0xFFFE, 0xFFFF) if chr(code) not in "\t\n\r"},
    0x0B: "\n",
    0x0C: "\n",
}


def plain(text: str) -> str:
    """The text with plain line ends and without characters that no file can carry."""
    return text.replace("\r\n", "\n").translate(_UNWRITTEN)
