"""Where a judgement and the dates of the extract pull apart. Both may be right: it is asked, not ruled."""

from dataclasses import dataclass

IN, OUT = "in timescale", "out of timescale"
SOUND = 3  # from the third anchor on a depth describes sound practice
STRONG, WEAK = ("outstanding", "good"), ("requires_improvement", "inadequate")


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """What a timeliness rule says of this child: its words, its verdict, and more of it in words."""

    words: str
    verdict: str
    more: str = ""
    rule: str = ""
    standard: str = ""  # what was asked: "every 10 working days, this council's setting"


def disagreement(
    grade: str, timed: tuple[Timed, ...], *, depth: int | None = None, develop: str = ""
) -> str:
    """In a sentence how the grade of an item and its verdicts differ; "" where they do not.

    Without a grade the depth says it: sound from the third anchor on, to develop below it.
    A verdict that cannot be told, is not due or does not apply never disagrees with anything.
    """
    late = [t.words for t in timed if t.verdict == OUT]
    sound = grade in STRONG or (not grade and (depth or 0) >= SOUND)
    weak = grade in WEAK or (not grade and not sound and bool(develop))
    if sound and late:
        return f"Out of timescale by the extract: {'; '.join(late)}."
    if weak and not late and any(t.verdict == IN for t in timed):
        return "Everything that can be told from the extract is in timescale."
    return ""
