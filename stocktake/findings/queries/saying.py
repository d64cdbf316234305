"""What the finalised reviews of a round say of every child its sample was selected from."""

from collections import defaultdict
from dataclasses import dataclass

from stocktake.findings.domain.saying import ByStratum, Saying, groups_of, saying
from stocktake.findings.queries.gathered import judged_with_refs, themes
from stocktake.rounds import queries as rounds
from stocktake.rounds.domain.values import Attempt, Round

Strong = dict[str, dict[str, bool]]  # by theme, then by the child's key


@dataclass(frozen=True, slots=True, kw_only=True)
class Sayings:
    """Every theme judged in the round; `earlier` names the round it is compared with."""

    children: int
    limits: bool
    earlier: str
    themes: tuple[Saying, ...]


def sayings(round_id: str) -> Sayings | None:
    """None before a sample is selected, or while nothing is finalised."""
    found = _judged(round_id)
    if found is None:
        return None
    attempt, now = found
    before = _earlier(rounds.round_(round_id))
    strata = attempt.sample.strata
    told = [
        saying(
            theme,
            now[theme[0]],
            [s.stratum for s in strata if s.drawn],
            (before[0], before[1].get(theme[0], {})) if before else None,
        )
        for theme in themes()
        if now.get(theme[0])
    ]
    return Sayings(
        children=sum(s.eligible for s in strata),
        limits=attempt.plan.limits.any,
        earlier=before[0] if before else "",
        themes=tuple(sorted(told, key=lambda t: (t.found / t.judged, t.label))),
    )


def _earlier(of: Round) -> tuple[str, dict[str, ByStratum]] | None:
    """The last round before this one with anything finalised."""
    for one in rounds.rounds():
        if one.window_end < of.window_end and (found := _judged(one.id)):
            return f"{one.window_end:%B %Y}", found[1]
    return None


def _judged(round_id: str) -> tuple[Attempt, dict[str, ByStratum]] | None:
    tried = rounds.attempts(round_id)
    strong = _strong(round_id, tried[-1]) if tried else {}
    if not strong:
        return None
    drawn = tried[-1].standing.drawn
    strata = tried[-1].sample.strata
    return tried[-1], {theme: groups_of(strata, drawn, of) for theme, of in strong.items()}


def _strong(round_id: str, attempt: Attempt) -> Strong:
    """A child is strong on a theme where every judgement of it was."""
    keys = {attempt.refs[d.child_id]: d.key for d in attempt.standing.drawn}
    found: Strong = defaultdict(dict)
    for one, ref in judged_with_refs(round_id):
        if one.strong is not None and ref in keys:
            key, of = keys[ref], found[one.theme]
            of[key] = of.get(key, True) and one.strong
    return found
