"""The certificate of a sample selection: what a sceptic needs to repeat it, and the repeating.

The full certificate names children by the extract's id and is for officers. Its JSON keys are
permanent: councils keep these files.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from stocktake.core.strata import Depth, Stratum
from stocktake.rounds.domain.coverage import Group
from stocktake.rounds.domain.selection import (
    METHOD,
    Drawn,
    Plan,
    Sample,
    StratumPlan,
    commitment_to,
    seed_of,
    select,
)
from stocktake.rounds.domain.values import Attempt, Round

FORMAT = "stocktake sample selection 1"
SEED_RULE = "SHA-256 of frame hash, round reference, committed number and attempt"


class FrameChild(Protocol):
    """A child of the frame, with the reference that the council uses."""

    @property
    def child_id(self) -> str: ...
    @property
    def stratum(self) -> Stratum | str: ...
    @property
    def case_ref(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A round's selection as printed: the round, every attempt, and who froze it."""

    council: str
    version: str
    round: Round
    number: str
    attempts: tuple[Attempt, ...]
    names: Mapping[str, str]  # of the people who acted, by their id
    entries: Mapping[str, int]  # the record's entry for each act, by the act's name

    @property
    def last(self) -> Attempt:
        return self.attempts[-1]

    @property
    def sample(self) -> Sample:
        return self.last.sample

    @property
    def coverage(self) -> tuple[Group, ...]:
        return self.last.coverage

    def ref(self, child: Drawn) -> str:
        return self.last.refs[child.child_id]

    def refs(self, stratum: Stratum, depth: Depth | None) -> list[str]:
        """References of one stratum and depth in drawn order; `depth` None: the reserves."""
        children = self.sample.reserves if depth is None else self.sample.drawn
        return [self.ref(d) for d in children if d.stratum == stratum and d.depth == depth]


def sample_hash(sample: Sample) -> str:
    """SHA-256 over the children in drawn order with their depths: what the record keeps."""
    rows = [[d.stratum, d.order, d.child_id, d.depth] for d in (*sample.drawn, *sample.reserves)]
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


def to_facts(certificate: Certificate) -> dict[str, Any]:
    """The certificate as JSON values."""
    last, about = certificate.last, certificate.round
    return {
        "format": FORMAT,
        "council": certificate.council,
        "round": {
            "reference": about.reference,
            "title": about.title,
            "window": [str(about.window_start), str(about.window_end)],
        },
        "seed": last.seed,
        "snapshot": about.snapshot,
        "frame_hash": about.frame_hash,
        "commitment": about.commitment,
        "number": certificate.number,
        "method": {"name": METHOD, "seed": SEED_RULE, "reserves": about.plan.reserves},
        "strata": [_stratum(s) for s in last.sample.strata],
        "sample": [_child(d, last.refs) for d in last.sample.drawn],
        "reserves": [_child(d, last.refs) for d in last.sample.reserves],
        "swaps": [],
        "exclusions": [],
        "attempts": [_told(a, certificate.names) for a in certificate.attempts],
        "coverage": [_group(g) for g in last.coverage],
        "frozen": _frozen(about, certificate.names),
        "entries": dict(certificate.entries),
        "software": {"name": "Stocktake", "version": certificate.version},
    }


@dataclass(frozen=True, slots=True)
class Repeated:
    """What repeating a certificate found: nothing that differs, or each thing that does."""

    differences: tuple[str, ...]

    @property
    def same(self) -> bool:
        return not self.differences


class NotACertificate(ValueError):
    """The file is no certificate of this format, so nothing can be repeated from it."""


def repeat(
    facts: Mapping[str, Any], frame: Iterable[FrameChild], frame_hash: str, committed: str | None
) -> Repeated:
    """Select again from the frame and compare everything that the certificate says.

    `committed` is the commitment in this home's own record of the round, where it has one.
    Raises NotACertificate when the file cannot be read as one.
    """
    try:
        if facts["format"] != FORMAT or facts["method"]["name"] != METHOD:
            raise NotACertificate("This file was not made by a rule that this program knows.")
        return Repeated(tuple(_differences(facts, tuple(frame), frame_hash, committed)))
    except (KeyError, TypeError, AttributeError) as error:
        raise NotACertificate(f"The certificate is not whole: {error}.") from None


def _differences(
    facts: Mapping[str, Any], frame: Sequence[FrameChild], frame_hash: str, committed: str | None
) -> Iterable[str]:
    if facts["frame_hash"] != frame_hash:
        yield f"The frame's hash is {frame_hash}, not {facts['frame_hash']}."
    if commitment_to(facts["number"]) != facts["commitment"]:
        yield "The number does not fit the commitment made when the round was commissioned."
    if committed is not None and committed != facts["commitment"]:
        yield "The record of this round holds another commitment."
    if facts["swaps"] or facts["exclusions"]:
        yield "It lists swaps or exclusions, which this rule does not make."
    yield from _seeds(facts, frame_hash)
    seed = _seed(facts, frame_hash, len(facts["attempts"]))
    try:
        sample = select(frame, _plan(facts), seed)
    except ValueError as error:
        yield str(error)
        return
    refs = {child.child_id: child.case_ref for child in frame}
    yield from _compared("sample", facts["sample"], [_child(d, refs) for d in sample.drawn])
    yield from _compared("reserves", facts["reserves"], [_child(d, refs) for d in sample.reserves])
    yield from _compared("strata", facts["strata"], [_stratum(s) for s in sample.strata])


def _seeds(facts: Mapping[str, Any], frame_hash: str) -> Iterable[str]:
    attempts = facts["attempts"]
    if [a["attempt"] for a in attempts] != list(range(1, len(attempts) + 1)) or not attempts:
        yield "The attempts are not numbered from 1 without a gap."
    for told in attempts:
        if told["seed"] != _seed(facts, frame_hash, told["attempt"]):
            yield f"The seed of attempt {told['attempt']} does not follow from the facts."
    if attempts and facts["seed"] != attempts[-1]["seed"]:
        yield "The seed is not the seed of the last attempt."


def _seed(facts: Mapping[str, Any], frame_hash: str, attempt: int) -> str:
    return seed_of(
        frame_hash=frame_hash,
        reference=facts["round"]["reference"],
        number=facts["number"],
        attempt=attempt,
    )


def _plan(facts: Mapping[str, Any]) -> Plan:
    strata = (
        StratumPlan(stratum=Stratum(s["stratum"]), in_depth=s["in_depth"], lighter=s["lighter"])
        for s in facts["strata"]
    )
    return Plan(strata=tuple(strata), reserves=facts["method"]["reserves"])


def _compared(
    what: str, told: Sequence[Mapping[str, Any]], found: Sequence[Mapping[str, Any]]
) -> Iterable[str]:
    if len(told) != len(found):
        yield f"The {what}: {len(told)} lines on the certificate, {len(found)} when repeated."
    for i, (a, b) in enumerate(zip(told, found, strict=False), start=1):
        if dict(a) != dict(b):
            keys = [key for key in b if a.get(key) != b[key]] or ["an unknown word"]
            key = keys[0]
            yield f"The {what}, line {i}: {key} is {b.get(key)!r}, not {a.get(key)!r}."


def _child(child: Drawn, refs: Mapping[str, str]) -> dict[str, Any]:
    return {
        "stratum": str(child.stratum),
        "order": child.order,
        "depth": str(child.depth) if child.depth else None,
        "ref": refs.get(child.child_id, ""),
        "child_id": child.child_id,
    }


def _stratum(drawn: Any) -> dict[str, Any]:
    return {
        "stratum": str(drawn.stratum),
        "open": drawn.open,
        "left_out": 0,
        "eligible": drawn.open,
        "drawn": drawn.drawn,
        "in_depth": drawn.in_depth,
        "lighter": drawn.lighter,
        "chance": [drawn.drawn, drawn.open],
    }


def _told(attempt: Attempt, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "attempt": attempt.number,
        "seed": attempt.seed,
        "at": _moment(attempt.at),
        "by": names.get(attempt.by, ""),
        "reason": attempt.reason,
        "sample_hash": sample_hash(attempt.sample),
    }


def _group(group: Group) -> dict[str, Any]:
    lines = [{"label": x.label, "open": x.open, "drawn": x.drawn} for x in group.lines]
    return {"title": group.title, "lines": lines}


def _frozen(about: Round, names: Mapping[str, str]) -> dict[str, Any] | None:
    if about.frozen_at is None:
        return None
    return {"at": _moment(about.frozen_at), "by": names.get(about.frozen_by, "")}


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
