"""What an interval says, in words that a committee understands; and a refusal where it says nothing."""

from collections.abc import Sequence

from stocktake.core.statistics.finite import Group, count_interval

TOO_WIDE = 0.6  # of the children described: an interval this wide tells nothing worth saying


def share_in_words(groups: Sequence[Group], whom: str, level: float = 0.95) -> str:
    """What the sample says of all children of these groups, and how sure that way of working is."""
    said = range_in_words(groups, whom, level)
    if not said.startswith("Between"):
        return said
    return (
        f"{said} A way of working that is right {level:.0%} of the time gives this from "
        f"{sum(g.sampled for g in groups)} reviews chosen by chance."
    )


def range_in_words(groups: Sequence[Group], whom: str, level: float = 0.95) -> str:
    """One sentence about all children of these groups, e.g. whom="open children".

    Children of a group from which nobody was sampled are described by nothing: leave it out and
    name the others.
    """
    total, sampled = sum(g.size for g in groups), sum(g.sampled for g in groups)
    if not sampled:
        return f"Nobody of these {total} {whom} was reviewed, so nothing can be said of them."
    low, high = count_interval(groups, level)
    if low == high:
        return f"All that bears on it was seen: {low} of {total} {whom}."
    if high - low >= TOO_WIDE * total:
        whose = f"These {sampled} reviews" if sampled > 1 else "One review"
        return (
            f"{whose} cannot say how common this is among the {total} {whom}: "
            f"anything from {low} to {high} of them would fit what was found."
        )
    return f"Between {low} and {high} of the {total} {whom}."
