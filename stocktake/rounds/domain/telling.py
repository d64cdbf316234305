"""A design and its chances in plain words, for pages, certificates and commands."""

from collections.abc import Sequence

from stocktake.core.strata import DEFAULT_LABELS
from stocktake.rounds.domain.selection import VARIABLES, Limits, Plan, StratumDraw

A_TENTH = 0.1  # of a stratum recently reviewed, above which the lower chance is warned of


def and_(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def limits_in_words(limits: Limits) -> list[str]:
    """ "at least 1 from each team", one for each limit asked for."""
    told = (
        (limits.team_least, "at least {} from each team"),
        (limits.team_most, "at most {} from a team"),
        (limits.worker_most, "at most {} for a worker"),
        (limits.household_most, "at most {} from a household"),
    )
    return [words.format(value) for value, words in told if value is not None]


def design_in_words(plan: Plan, groups: int) -> str:
    """One line: what the certificate's head says of the design."""
    first = f"Random within {groups} groups" if groups != 1 else "Random"
    spread = and_([VARIABLES[name] for name in plan.spread])
    told = f"{first}, spread over {spread}" if spread else first
    limits = and_(limits_in_words(plan.limits))
    return f"{told}; {limits}" if limits else told


def method_in_words(plan: Plan, whom: str = "open children") -> list[str]:
    """How the sample came about, a paragraph each, for somebody who was not there; `whom` names
    the children of the frame."""
    told = [
        "Chance alone chose the children in each group. The seed of that chance follows from the "
        f"list of {whom}, the round, and a number committed before anybody could look."
    ]
    if plan.rule != "fixed":
        told.append(f"The numbers by group were worked out: {plan.rule}.")
    if plan.spread:
        told.append(
            "Children who are alike competed with each other, so that the sample is spread over "
            f"{and_([VARIABLES[name] for name in plan.spread])} (the local pivotal method). This "
            "leaves every child's chance exactly as printed."
        )
    if plan.recent and plan.recent.weight < 1:
        part, whole = plan.recent.part
        some = "half" if (part, whole) == (1, 2) else f"{part} in {whole}"
        told.append(
            f"A child reviewed in the {plan.recent.months} months before the window's last day had "
            f"{some} of the others' chance: a lower chance, and never none."
        )
    if plan.limits.any:
        told.append(
            f"Hard limits: {and_(limits_in_words(plan.limits))}. They are met by moving chances "
            "until the limits hold on average, then selecting without ever breaking one; where "
            "siblings have several workers, a selection that cannot be finished is begun again."
        )
    return told


def recent_warnings(strata: Sequence[StratumDraw], plan: Plan) -> list[str]:
    """Where so many were reviewed lately that their lower chance bends the sample."""
    if plan.recent is None or plan.recent.weight == 1:
        return []
    bent = [
        f"{DEFAULT_LABELS[s.stratum].lower()} {s.recent} of {s.eligible}"
        for s in strata
        if s.recent > A_TENTH * s.eligible
    ]
    if not bent:
        return []
    told = "More than a tenth were reviewed lately, so that the sample leans to those who were not"
    return [f"{told}: {', '.join(bent)}."]
