"""Repeating a certificate: select again from the snapshot or the sealed frame, and compare it all."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from stocktake.caseload.domain.kinds import FrameKind
from stocktake.core.periods import Window
from stocktake.core.strata import Depth, Stratum
from stocktake.rounds.domain import certificate as printed
from stocktake.rounds.domain.comparing import against_the_record, compared, other_names
from stocktake.rounds.domain.conjunction import shared_cases
from stocktake.rounds.domain.coverage import coverage
from stocktake.rounds.domain.sealed import sealed_hash
from stocktake.rounds.domain.selection import (
    Candidate,
    CannotSelect,
    Certain,
    Limits,
    Plan,
    Recent,
    Sample,
    StratumPlan,
    candidates,
    commitment_to,
    draw,
    prepare,
    pseudonym,
    replayed,
    seed_of,
)
from stocktake.rounds.domain.swapping import CannotSwap, Swap, after_swaps, next_reserve
from stocktake.rounds.domain.values import Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class FromSnapshot:
    """The frame as the snapshot has it. `hash_with` gives its hash for the columns of a plan."""

    rows: Sequence[Any]
    frame_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FromSealed:
    """The frame as the sealed file has it: references and ids cannot be compared."""

    frame: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Repeated:
    """What repeating a certificate found: nothing that differs, or each thing that does.

    `names` are people who have another name on this home's record today; that is no difference.
    """

    differences: tuple[str, ...]
    names: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        return not self.differences


class NotACertificate(ValueError):
    """The file is no certificate of this format, so nothing can be repeated from it."""


def plan_in(facts: Mapping[str, Any]) -> Plan:
    """The design that a certificate tells. Raises NotACertificate."""
    try:
        if facts["format"] != printed.FORMAT:
            raise NotACertificate("This file was not made by a rule that this program knows.")
        frame_in(facts)
        return _plan(facts)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        if isinstance(error, NotACertificate):
            raise
        raise NotACertificate(f"The certificate is not whole: {error}.") from None


def frame_in(facts: Mapping[str, Any]) -> tuple[FrameKind, Window]:
    """The kind of frame and its window; certificates of before there were kinds are of open cases."""
    about = facts["round"]
    start, end = (date.fromisoformat(day) for day in about["window"])
    return FrameKind(about.get("frame", FrameKind.OPEN)), Window(start, end)


def repeat(
    facts: Mapping[str, Any],
    source: FromSnapshot | FromSealed,
    record: Mapping[str, Any] | None = None,
    *,
    replays: bool = True,
) -> Repeated:
    """Select again from the frame and compare everything that the certificate says.

    `record`: the certificate that this home's own record of the round would give now, if it has one.
    `replays`: repeat the estimates of chances under hard limits, too, which takes longest.
    Raises NotACertificate when the file cannot be read as one.
    """
    plan = plan_in(facts)
    found: dict[str, None] = {}
    repeated = _differences(facts, plan, source, replays)
    recorded = against_the_record(facts, record) if record is not None else ()
    try:
        for difference in chain(repeated, recorded):
            found[difference] = None
    except (KeyError, TypeError, AttributeError, IndexError, ValueError) as error:
        if not found:  # a forged word can also stop the repeating; what was found stands
            raise NotACertificate(f"The certificate is not whole: {error!r}.") from None
    names = other_names(facts, record) if record and not found else ()
    return Repeated(tuple(found), names)


def _differences(
    facts: Mapping[str, Any],
    plan: Plan,
    source: FromSnapshot | FromSealed,
    replays: bool,
) -> Iterable[str]:
    if commitment_to(facts["number"]) != facts["commitment"]:
        yield "The number does not fit the commitment made when the round was commissioned."
    yield from _seeds(facts)
    if facts["method"] != printed.method_facts(plan):
        yield "The method is not told as this design is selected."
    if isinstance(source, FromSnapshot) and facts["frame_hash"] != source.frame_hash:
        yield f"The frame's hash is {source.frame_hash}, not {facts['frame_hash']}."
    frame = _frame(facts, plan, source)
    if sealed_hash(frame, frame_in(facts)[0]) != facts["sealed_frame"]:
        yield "The rows that selection used are not those of the certificate."
    try:
        ready = prepare(frame, plan)
        sample = draw(ready, facts["seed"])
    except CannotSelect as no:
        yield str(no)
        return
    yield from _selected(facts, plan, source, frame, sample)
    told = facts["probabilities"]
    estimate = None
    if runs := int(told.get("replays", 0)):
        counts = replayed(ready, facts["seed"], runs=runs) if replays else _as_told(told)
        estimate = Estimate(runs=runs, counts=counts)
    refs = _refs(facts)
    found = printed.chance_facts(plan, sample, estimate, refs)
    if found != {**told}:
        yield "The probabilities are not those of this design."


def _seeds(facts: Mapping[str, Any]) -> Iterable[str]:
    attempts = facts["attempts"]
    if [a["attempt"] for a in attempts] != list(range(1, len(attempts) + 1)) or not attempts:
        yield "The attempts are not numbered from 1 without a gap."
    for told in attempts:
        seed = seed_of(
            frame_hash=told["frame_hash"],
            reference=facts["round"]["reference"],
            number=facts["number"],
            attempt=told["attempt"],
        )
        if told["seed"] != seed:
            yield f"The seed of attempt {told['attempt']} does not follow from the facts."
    if attempts:
        last = attempts[-1]
        if facts["seed"] != last["seed"]:
            yield "The seed is not the seed of the last attempt."
        for key in ("frame_hash", "sealed_frame", "method"):
            if facts[key] != last[key]:
                yield f"The last attempt tells another {key.replace('_', ' ')}."


def _frame(
    facts: Mapping[str, Any], plan: Plan, source: FromSnapshot | FromSealed
) -> tuple[Candidate, ...]:
    if isinstance(source, FromSealed):
        return source.frame
    return candidates(
        source.rows,
        plan,
        seal=facts["seal"],
        day=date.fromisoformat(facts["round"]["window"][1]),
        left_out={one["child_id"] for one in facts["exclusions"]},
    )


def _selected(
    facts: Mapping[str, Any],
    plan: Plan,
    source: FromSnapshot | FromSealed,
    frame: Sequence[Candidate],
    sample: Sample,
) -> Iterable[str]:
    """Strata, sample, reserves, swaps, exclusions and coverage."""
    if printed.sample_hash(sample) != facts["attempts"][-1]["sample_hash"]:
        yield "The sample as selected is another."
    yield from compared(
        "strata", facts["strata"], [printed.stratum_facts(s) for s in sample.strata]
    )
    try:
        swaps = tuple(_swaps(facts, sample, frame, plan))
    except CannotSwap as no:
        yield f"The swaps: {no}"
        return
    standing = after_swaps(sample, swaps)
    rows = source.rows if isinstance(source, FromSnapshot) else ()
    names = _names(facts, rows)
    for what, children in (("sample", standing.drawn), ("reserves", standing.reserves)):
        found = [{**printed.child_facts(d, {}), **names.get(d.key, {})} for d in children]
        leave = set() if names else {"ref", "child_id"}
        yield from compared(what, facts[what], found, leave)
    shared = shared_cases(facts["seed"], standing.drawn, plan)
    if shared != {one["key"] for one in facts.get("shared", ())}:
        yield "The cases that the strands share are not those that the seed gives."
    out = {child.key for child in frame if child.left_out}
    if out != {one["key"] for one in facts["exclusions"]}:
        yield "The children left out are not those of the certificate."
    if rows:
        yield from _about_the_frame(facts, rows, names, [d.key for d in standing.drawn])


def _about_the_frame(
    facts: Mapping[str, Any],
    rows: Sequence[Any],
    names: Mapping[str, Mapping[str, str]],
    chosen: Sequence[str],
) -> Iterable[str]:
    """What only the snapshot can tell: references, strata of those left out, and coverage."""
    by_id = {row.child_id: row for row in rows}
    for one in facts["exclusions"]:
        row = by_id.get(one["child_id"])
        if row is None or (row.case_ref, str(row.stratum)) != (one["ref"], one["stratum"]):
            yield f"The exclusion of {one['ref']} does not fit the frame."
    groups = coverage(rows, {names[key]["child_id"] for key in chosen})
    if facts["coverage"] != [printed.group_facts(g) for g in groups]:
        yield "The coverage is not that of this sample."
    for swap in facts["swaps"]:
        if (swap["out"], swap["in"]) != tuple(names[swap[k]]["ref"] for k in ("out_key", "in_key")):
            yield f"The swap of {swap['out']} tells another reference."


def _swaps(
    facts: Mapping[str, Any], sample: Sample, frame: Sequence[Candidate], plan: Plan
) -> Iterable[Swap]:
    """Each swap must be what the rule gives: the next reserve, of the same stratum and depth."""
    standing = sample
    for told in facts["swaps"]:
        going, coming = next_reserve(standing, told["out_key"], frame, plan.limits)
        right = (coming.key, str(going.stratum), str(going.depth))
        if right != (told["in_key"], told["stratum"], told["depth"]) or going.depth is None:
            raise CannotSwap(f"{told['in']} is not the next in order for {told['out']}.")
        swap = Swap(
            out_key=going.key, in_key=coming.key, stratum=going.stratum, depth=going.depth,
            code=told["code"],
        )  # fmt: skip
        standing = after_swaps(standing, [swap])
        yield swap


def _names(facts: Mapping[str, Any], rows: Sequence[Any]) -> dict[str, dict[str, str]]:
    """Reference and id by pseudonym, from the snapshot; none where only the sealed frame is."""
    seal = facts["seal"]
    return {
        pseudonym(seal, "child", row.child_id): {"ref": row.case_ref, "child_id": row.child_id}
        for row in rows
    }


def _refs(facts: Mapping[str, Any]) -> dict[str, str]:
    swapped = {s["out_key"]: s["out"] for s in facts["swaps"]}
    return {c["key"]: c["ref"] for c in (*facts["sample"], *facts["reserves"])} | swapped


def _as_told(told: Mapping[str, Any]) -> dict[str, int]:
    return {child["key"]: int(child["selected"]) for child in told["children"]}


def _plan(facts: Mapping[str, Any]) -> Plan:
    method = facts["method"]
    recent = method["recently_reviewed"]
    certain = (c for c in facts["sample"] if c["certain"])
    return Plan(
        strata=tuple(
            StratumPlan(stratum=Stratum(s["stratum"]), in_depth=s["in_depth"], lighter=s["lighter"])
            for s in facts["strata"]
        ),
        reserves=method["reserves"],
        rule=method["numbers"],
        spread=tuple(method["spread"]),
        recent=recent and Recent(months=recent["months"], part=tuple(recent["part"])),
        limits=Limits(**method["limits"]),
        certain=tuple(Certain(child_id=c["child_id"], depth=Depth(c["depth"])) for c in certain),
        shared=method.get("shared", 0),
    )
