"""Which two wishes clash, and what would free them: said when no sample can meet every limit.

An integer programme answers "is there any sample?" for some of the wishes at a time. It selects
nobody, so its version and machine cannot change a sample.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from stocktake.core.strata import DEFAULT_LABELS
from stocktake.rounds.domain.selection.chances import Stake
from stocktake.rounds.domain.selection.limits import families
from stocktake.rounds.domain.selection.plan import Limits, Plan

# How each limit is said, and which way it is loosened.
WORDS: Mapping[str, tuple[str, int]] = {
    "team_least": ("at least {n} from each team", -1),
    "team_most": ("at most {n} from a team", 1),
    "worker_most": ("at most {n} for a worker", 1),
    "household_most": ("at most {n} from a household", 1),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Children by stratum and the limits: is there a sample?"""

    stakes: tuple[Stake, ...]

    def possible(self, limits: Limits) -> bool:
        return self._solved(limits, free_plan=False) is not None

    def nearest(self, limits: Limits) -> list[int] | None:
        """Reviews by stratum, as near to the plan as these limits allow; None: there are none."""
        return self._solved(limits, free_plan=True)

    def _solved(self, limits: Limits, *, free_plan: bool) -> list[int] | None:
        from scipy import optimize, sparse  # seconds to load, and only a clash needs it

        children = [child for stake in self.stakes for child in stake.children]
        sizes = [len(stake.children) for stake in self.stakes]
        of = np.repeat(np.arange(len(sizes)), sizes)
        plan = np.array([stake.plan.wanted for stake in self.stakes], dtype=float)
        count, strata = len(children), len(sizes)
        off = np.zeros(2 * strata) + float(free_plan)
        rows = [(_matrix(of, strata), plan, plan)]
        for family in families(children, limits):
            size, most = len(family.names), np.inf if family.most is None else family.most
            groups = _matrix(np.array(family.of), size)
            rows.append((groups, np.full(size, float(family.least)), np.full(size, float(most))))
        moves = sparse.hstack([-sparse.identity(strata), sparse.identity(strata)])
        blocks = [[rows[0][0], moves]] + [[matrix, None] for matrix, _, _ in rows[1:]]
        least = np.concatenate([low for _, low, _ in rows])
        most_ = np.concatenate([high for _, _, high in rows])
        sure = [float(child.certain is not None) for child in children]
        answer = optimize.milp(
            c=np.concatenate([np.zeros(count), np.ones(2 * strata)]),
            constraints=optimize.LinearConstraint(sparse.bmat(blocks).tocsr(), least, most_),
            integrality=np.ones(count + 2 * strata),
            bounds=optimize.Bounds(
                np.concatenate([sure, np.zeros(2 * strata)]),
                np.concatenate([np.ones(count), off * count]),
            ),
        )
        if not answer.success:
            return None
        chosen = np.round(answer.x[:count])
        return [int(n) for n in np.bincount(of, weights=chosen, minlength=strata)]


def told(stakes: Sequence[Stake], plan: Plan) -> str:
    """One or two sentences: which two wishes clash, and what would free them."""
    asked = Question(stakes=tuple(stakes))
    if small := _too_small(asked, plan.limits):
        return small
    wishes = [name for name in WORDS if getattr(plan.limits, name) is not None]
    for name in wishes:
        alone = only(plan.limits, [name])
        if not asked.possible(alone):
            return _with_the_plan(asked, plan, name, alone)
    for one, other in combinations(wishes, 2):
        both = only(plan.limits, [one, other])
        if not asked.possible(both):
            return _two_limits(asked, both, one, other)
    if asked.possible(plan.limits):
        return (
            "No sample was found that keeps every limit, though there may be one: the limits "
            "leave hardly any room. Loosen one of them."
        )
    freed = [_loosened(asked, plan.limits, name) for name in wishes]
    ways = [way for way in freed if way] or ["dropping one of them"]
    return f"The limits clash only together. What would free them: {', or '.join(ways)}."


def _too_small(asked: Question, limits: Limits) -> str:
    """A team with fewer children than are wanted from each, by name."""
    least = limits.team_least or 0
    children = [child for stake in asked.stakes for child in stake.children]
    for family in families(children, Limits(team_least=limits.team_least)):
        sizes = family.sums([1] * len(children))
        for name, size in zip(family.names, sizes, strict=True):
            if size < least:
                some = "1 child" if size == 1 else f"{size} children"
                return (
                    f"Two wishes clash: at least {least} from each team, and a team with only "
                    f"{some} ({name}). What would free them: at least {size} from each team, or "
                    "no least."
                )
    return ""


def only(limits: Limits, names: Sequence[str]) -> Limits:
    return Limits(**{name: getattr(limits, name) for name in names})


def _with_the_plan(asked: Question, plan: Plan, name: str, alone: Limits) -> str:
    wish = WORDS[name][0].format(n=getattr(alone, name))
    ways = [way for way in (_loosened(asked, alone, name), _planned(asked, alone)) if way]
    free = f" What would free them: {', or '.join(ways)}." if ways else ""
    return f"Two wishes clash: {wish}, and {plan.wanted} reviews as planned by group.{free}"


def _two_limits(asked: Question, both: Limits, one: str, other: str) -> str:
    said = [WORDS[name][0].format(n=getattr(both, name)) for name in (one, other)]
    ways = [_loosened(asked, both, one), _loosened(asked, both, other), _planned(asked, both)]
    free = f" What would free them: {', or '.join(w for w in ways if w)}." if any(ways) else ""
    return f"Two wishes clash: {said[0]}, and {said[1]}.{free}"


def _loosened(asked: Question, limits: Limits, name: str) -> str:
    """The limit loosened just enough, or nothing where no loosening helps."""
    words, step = WORDS[name]
    for value in _looser(getattr(limits, name), step):
        if asked.possible(replace(limits, **{name: value})):
            return words.format(n=value) if value else "no least for a team"
    return ""


def _looser(value: int, step: int) -> Iterator[int]:
    end = 0 if step < 0 else value + 12
    yield from range(value + step, end + step, step)


def _planned(asked: Question, limits: Limits) -> str:
    """The nearest plan that fits: "8 reviews in early help (3 more)"."""
    found = asked.nearest(limits)
    if found is None:
        return ""
    changes = []
    for stake, count in zip(asked.stakes, found, strict=True):
        if count != stake.plan.wanted:
            label = DEFAULT_LABELS[stake.stratum].lower()
            changes.append(f"{count} (not {stake.plan.wanted}) in {label}")
    return f"planning {', '.join(changes)}" if changes else ""


def _matrix(of: "np.ndarray[tuple[int], np.dtype[np.intp]]", size: int) -> object:
    """One row for each group, 1 where the child of the column is in it."""
    from scipy import sparse

    inside = np.flatnonzero(of >= 0)
    ones = np.ones(len(inside))
    return sparse.csr_matrix((ones, (of[inside], inside)), shape=(size, len(of)))
