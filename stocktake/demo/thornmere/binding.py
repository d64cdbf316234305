"""Binding stories to the children whom the product's own selection picked.

The planted cases stand in the sample without a search for a seed: the frame is made, selection
picks, and only then does a child get a reference, an age, a worker and a story. None of these is
covered by the frame's hash, so binding cannot change what was selected.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from stocktake.core.strata import Depth, Stratum
from stocktake.demo.thornmere.chance import stream
from stocktake.demo.thornmere.frame import Child
from stocktake.demo.thornmere.library import Archetype, archetypes, planted
from stocktake.demo.thornmere.seasons import OCTOBER
from stocktake.demo.thornmere.town import teams, workers, workers_of

SAM = "W3008"


@dataclass(frozen=True, kw_only=True)
class Pick:
    """A child whom the selection picked: `order` counts from 1 within the stratum."""

    child_id: str
    stratum: Stratum
    depth: Depth
    strand: str = ""
    order: int = 0


@dataclass(frozen=True)
class Bound:
    """A child with a reference, an age, a worker and a story."""

    child: Child
    story: Archetype
    sampled: bool


def bind(children: Sequence[Child], selected: Sequence[Pick]) -> Mapping[str, Archetype]:
    """The planted story of each child who has one: right stratum, right depth, strand if it can."""
    known = {c.child_id for c in children}
    free = [p for p in selected if p.child_id in known]
    found: dict[str, Archetype] = {}
    for story in planted():
        fitting = [p for p in free if p.stratum == story.stratum and p.depth == story.depth]
        if not fitting:
            raise ValueError(
                f"Nobody selected can carry {story.ref}: change the plan or the story."
            )
        best = min(fitting, key=lambda p: (p.strand != story.strand, p.order))
        free.remove(best)
        found[best.child_id] = story
    return found


def references(
    children: Sequence[Child], selected: Sequence[Pick], stories: Mapping[str, Archetype]
) -> Mapping[str, str]:
    """TH-10xx for October's sample, TH-11xx and on for everybody else."""
    refs = {child_id: story.ref for child_id, story in stories.items()}
    taken = set(refs.values())
    low = (f"TH-{n}" for n in range(1001, 1100) if f"TH-{n}" not in taken and n % 3 != 2)
    high = (f"TH-{n}" for n in range(1101, 1400))
    for pick in selected:
        refs.setdefault(pick.child_id, "") or refs.update({pick.child_id: next(low)})
    for child in sorted(children, key=lambda c: c.child_id):
        refs.setdefault(child.child_id, "") or refs.update({child.child_id: next(high)})
    return refs


def bound(
    children: Sequence[Child],
    refs: Mapping[str, str],
    stories: Mapping[str, Archetype],
    selected: Sequence[Pick],
    october: Sequence[Pick],
) -> tuple[Bound, ...]:
    """Every child of the frame with their story; `selected` are the season's own sample."""
    sampled = {p.child_id for p in selected}
    under_way = {p.child_id for p in october}
    return tuple(
        _bound(
            replace(c, ref=refs[c.child_id]),
            stories.get(c.child_id),
            c.child_id in sampled,
            c.child_id in under_way,
        )
        for c in children
    )


def _bound(child: Child, story: Archetype | None, sampled: bool, under_way: bool) -> Bound:
    if story is not None:
        return Bound(_fitted(child, story), story, sampled)
    if (
        child.worker == SAM and under_way
    ):  # of October's sample Sam holds the two planted cases alone
        others = [w for w in workers_of(child.team) if w.id != SAM]
        child = replace(child, worker=stream("not sam", child.child_id).choice(others).id)
    return Bound(child, _archetype_for(child), sampled)


def _fitted(child: Child, story: Archetype) -> Child:
    team = next(t for t in teams() if t.name == workers()[story.worker].team)
    return replace(child, born=_born_for(story, child), worker=story.worker, team=team.name)


def _born_for(story: Archetype, child: Child) -> date:
    """A birthday between one and six months before October's extract."""
    days = stream("born", child.child_id).randint(30, 180)
    day = OCTOBER.as_of - timedelta(days=days)
    return day.replace(year=day.year - story.age, day=min(day.day, 28))


def _archetype_for(child: Child) -> Archetype:
    age = child.age_on(OCTOBER.as_of)
    own = [a for a in archetypes() if a.stratum == child.stratum]
    fits = [a for a in own if a.youngest <= age <= a.oldest and a.is_for(child.ethnicity)]
    pool = [a for a in fits if a.ethnicities] or fits or [a for a in own if not a.ethnicities]
    return stream("archetype", child.child_id).choice(pool)
