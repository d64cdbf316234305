"""The certificate of a sample selection: what a sceptic needs to repeat it.

The full certificate names children by the extract's id and is for officers. Its JSON keys are
permanent: councils keep these files. `repeating` does what the certificate invites to.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from stocktake.core.statistics.binomial import chance_interval
from stocktake.core.strata import Depth, Stratum
from stocktake.rounds.domain.conjunction import SHARED_RULE, shared_cases
from stocktake.rounds.domain.coverage import Group
from stocktake.rounds.domain.exceptions import LeftOut
from stocktake.rounds.domain.selection import (
    LIMITED,
    METHOD,
    REPLAY_RULE,
    RUNS,
    Drawn,
    Plan,
    Sample,
    StratumDraw,
    pseudonym,
)
from stocktake.rounds.domain.swapping import Swap
from stocktake.rounds.domain.values import Attempt, Estimate, Round, SampledCase

FORMAT = "stocktake sample selection 2"
SEED_RULE = "SHA-256 of frame hash, round reference, committed number and attempt"
SOURCES = (
    "Grafström, Lundström and Schelin, Biometrics 68 (2012): the local pivotal method",
    "Deville and Tillé, Biometrika 91 (2004), and Grafström and Tillé, Environmetrics 24 (2013): "
    "keeping to limits with known chances",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A round's selection as printed: the round, every attempt, and who froze it."""

    council: str
    version: str
    round: Round
    number: str
    seal: str
    attempts: tuple[Attempt, ...]
    names: Mapping[str, str]  # of the people who acted, by their id
    entries: Mapping[str, int]  # the record's entry for each act, by the act's name
    cases: tuple[SampledCase, ...] = ()

    @property
    def last(self) -> Attempt:
        return self.attempts[-1]

    @property
    def sample(self) -> Sample:
        """As it stands, after swaps."""
        return self.last.standing

    @property
    def plan(self) -> Plan:
        return self.last.plan

    @property
    def coverage(self) -> tuple[Group, ...]:
        return self.last.coverage

    def ref(self, child: Drawn) -> str:
        return self.last.refs[child.child_id]

    def ref_of(self, key: str) -> str:
        """The reference of a child of the sample or of its reserves, by pseudonym."""
        known = (*self.last.sample.drawn, *self.last.sample.reserves)
        return self.ref(next(d for d in known if d.key == key))

    def refs(self, stratum: Stratum, depth: Depth | None) -> list[str]:
        """References of one stratum and depth in the order selected; `depth` None: the reserves."""
        children = self.sample.reserves if depth is None else self.sample.drawn
        return [self.ref(d) for d in children if d.stratum == stratum and d.depth == depth]


def method_of(plan: Plan) -> str:
    return LIMITED if plan.limits.any else METHOD


def sample_hash(sample: Sample) -> str:
    """SHA-256 over the pseudonyms in the order selected with their depths."""
    rows = [[d.stratum, d.order, d.key, d.depth] for d in (*sample.drawn, *sample.reserves)]
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


def to_facts(certificate: Certificate) -> dict[str, Any]:
    """The certificate as JSON values."""
    last, about = certificate.last, certificate.round
    refs = {d.key: certificate.ref(d) for d in (*last.sample.drawn, *last.sample.reserves)}
    return {
        "format": FORMAT,
        "council": certificate.council,
        "round": {
            "reference": about.reference,
            "title": about.title,
            "window": [str(about.window_start), str(about.window_end)],
            "frame": str(about.frame),
        },
        "seed": last.seed,
        "snapshot": about.snapshot,
        "frame_hash": last.frame_hash,
        "sealed_frame": last.sealed_hash,
        "commitment": about.commitment,
        "number": certificate.number,
        "seal": certificate.seal,
        "method": method_facts(last.plan),
        "strata": [stratum_facts(s) for s in last.sample.strata],
        "sample": [child_facts(d, refs) for d in certificate.sample.drawn],
        "reserves": [child_facts(d, refs) for d in certificate.sample.reserves],
        "swaps": [swap_facts(s, refs, certificate.names) for s in last.swaps],
        "exclusions": [_left_out(x, certificate) for x in last.left_out],
        **shared_facts(certificate),
        "routes": [{"ref": c.ref, "for": c.routed_for} for c in certificate.cases if c.routed_for],
        "probabilities": chance_facts(last.plan, last.sample, last.estimate, refs),
        "attempts": [_told(a, certificate.names) for a in certificate.attempts],
        "coverage": [group_facts(g) for g in last.coverage],
        "frozen": _frozen(about, certificate.names),
        "entries": dict(certificate.entries),
        "software": {"name": "Stocktake", "version": certificate.version},
    }


def shared_facts(certificate: Certificate) -> dict[str, Any]:
    """The cases that every strand reviews; nothing where none is planned."""
    if not certificate.plan.shared:
        return {}
    chosen = shared_cases(certificate.last.seed, certificate.sample.drawn, certificate.plan)
    own = [d for d in certificate.sample.drawn if d.key in chosen]
    return {"shared": [{"key": d.key, "ref": certificate.ref(d)} for d in own]}


def method_facts(plan: Plan) -> dict[str, Any]:
    """The design, with all that repeating it needs."""
    limits = {name: getattr(plan.limits, name) for name in plan.limits.__slots__}
    recent = plan.recent
    shared = {"shared": plan.shared, "shared_by": SHARED_RULE} if plan.shared else {}
    return {
        **shared,
        "name": method_of(plan),
        "sources": [*SOURCES[: 2 if plan.limits.any else 1]],
        "seed": SEED_RULE,
        "numbers": plan.rule,
        "spread": [*plan.spread],
        "recently_reviewed": recent and {"months": recent.months, "part": [*recent.part]},
        "limits": {name: value for name, value in limits.items() if value is not None},
        "reserves": plan.reserves,
    }


def stratum_facts(drawn: StratumDraw) -> dict[str, Any]:
    return {
        "stratum": str(drawn.stratum),
        "open": drawn.open,
        "left_out": drawn.left_out,
        "eligible": drawn.eligible,
        "certain": drawn.certain,
        "recently_reviewed": drawn.recent,
        "drawn": drawn.drawn,
        "in_depth": drawn.in_depth,
        "lighter": drawn.lighter,
        "chance": _listed(drawn.chance),
        "chance_recently_reviewed": _listed(drawn.chance_recent),
    }


def child_facts(child: Drawn, refs: Mapping[str, str]) -> dict[str, Any]:
    return {
        "stratum": str(child.stratum),
        "order": child.order,
        "depth": str(child.depth) if child.depth else None,
        "ref": refs.get(child.key, ""),
        "child_id": child.child_id,
        "key": child.key,
        "certain": child.certain,
        "recently_reviewed": child.recent,
    }


def swap_facts(swap: Swap, refs: Mapping[str, str], names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "out": refs.get(swap.out_key, ""),
        "in": refs.get(swap.in_key, ""),
        "out_key": swap.out_key,
        "in_key": swap.in_key,
        "stratum": str(swap.stratum),
        "depth": str(swap.depth),
        "code": swap.code,
        "reason": swap.reason,
        "words": swap.words,
        "by": names.get(swap.by, ""),
        "at": _moment(swap.at),
    }


def chance_facts(
    plan: Plan, sample: Sample, estimate: Estimate | None, refs: Mapping[str, str]
) -> dict[str, Any]:
    """Exact chances by stratum; under hard limits what they are aimed at, and what replays say."""
    if not plan.limits.any:
        rows = [
            {
                "stratum": str(s.stratum),
                "chance": _listed(s.chance),
                "chance_recently_reviewed": _listed(s.chance_recent),
            }
            for s in sample.strata
        ]
        return {"exact": True, "strata": rows}
    aimed = [
        {"stratum": str(s.stratum), "least": s.aimed[0], "greatest": s.aimed[1]}
        for s in sample.strata
        if s.aimed
    ]
    known = (*sample.drawn, *sample.reserves)
    return {
        "exact": False,
        "strata": aimed,
        "replays": estimate.runs if estimate else 0,
        "replays_wanted": RUNS,
        "seeds": REPLAY_RULE,
        "children": [_estimated(d, estimate, refs) for d in known if estimate],
    }


def group_facts(group: Group) -> dict[str, Any]:
    lines = [{"label": x.label, "open": x.open, "drawn": x.drawn} for x in group.lines]
    return {"title": group.title, "lines": lines}


def _estimated(child: Drawn, told: Estimate, refs: Mapping[str, str]) -> dict[str, Any]:
    hits = told.counts.get(child.key, 0)
    low, high = chance_interval(hits, told.runs)
    return {
        "ref": refs.get(child.key, ""),
        "key": child.key,
        "selected": hits,
        "interval": [round(low, 4), round(high, 4)],
    }


def _left_out(one: LeftOut, certificate: Certificate) -> dict[str, Any]:
    return {
        "ref": one.ref,
        "child_id": one.child_id,
        "key": pseudonym(certificate.seal, "child", one.child_id),
        "stratum": str(one.stratum),
        "code": one.code,
        "reason": one.reason,
        "words": one.words,
        "asked_by": certificate.names.get(one.asked_by, ""),
        "approved_by": certificate.names.get(one.decided_by, ""),
        "at": _moment(one.decided_at),
    }


def _told(attempt: Attempt, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "attempt": attempt.number,
        "seed": attempt.seed,
        "frame_hash": attempt.frame_hash,
        "at": _moment(attempt.at),
        "by": names.get(attempt.by, ""),
        "reason": attempt.reason,
        "sample_hash": sample_hash(attempt.sample),
        "sealed_frame": attempt.sealed_hash,
        "method": method_facts(attempt.plan),
    }


def _frozen(about: Round, names: Mapping[str, str]) -> dict[str, Any] | None:
    if about.frozen_at is None:
        return None
    return {"at": _moment(about.frozen_at), "by": names.get(about.frozen_by, "")}


def _moment(at: datetime | None) -> str:
    return at.isoformat(timespec="seconds") if at else ""


def _listed(pair: Sequence[int] | None) -> list[int] | None:
    return None if pair is None else [*pair]
