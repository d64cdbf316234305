"""Where a judgement and the dates of the extract pull apart. Both may be right: it is asked, not ruled."""

from dataclasses import dataclass

IN, OUT = "in timescale", "out of timescale"
STRONG, WEAK = ("outstanding", "good"), ("requires_improvement", "inadequate")


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """What a timeliness rule says of this child: its words, its verdict, and more of it in words."""

    words: str
    verdict: str
    more: str = ""


def disagreement(grade: str, timed: tuple[Timed, ...]) -> str:
    """In a sentence how the grade of an item and its verdicts differ; "" where they do not.

    A verdict that cannot be told, is not due or does not apply never disagrees with anything.
    """
    late = [t.words for t in timed if t.verdict == OUT]
    if grade in STRONG and late:
        return f"Out of timescale by the extract: {'; '.join(late)}."
    if grade in WEAK and not late and any(t.verdict == IN for t in timed):
        return "Everything that can be told from the extract is in timescale."
    return ""
