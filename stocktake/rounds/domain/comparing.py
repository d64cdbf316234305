"""A certificate against the record of the same round: who decided what, when and why."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from stocktake.caseload.domain.kinds import FrameKind

NAMES = frozenset({"by", "asked_by", "approved_by"})  # people may have another name by now


def compared(
    what: str,
    told: Sequence[Mapping[str, Any]],
    found: Sequence[Mapping[str, Any]],
    leave: Iterable[str] = (),
    source: str = "when repeated",
) -> Iterable[str]:
    """One sentence for each line of the certificate that is not as it was found."""
    if len(told) != len(found):
        yield f"The {what}: {len(told)} lines on the certificate, {len(found)} {source}."
    skip = set(leave)
    for i, (a, b) in enumerate(zip(told, found, strict=False), start=1):
        keys = [key for key in b if key not in skip and a.get(key) != b[key]]
        keys += [key for key in a if key not in b]
        if keys and isinstance(a.get(keys[0]), dict):
            yield f"The {what}, line {i}: {keys[0]} is another."
        elif keys:
            yield f"The {what}, line {i}: {keys[0]} is {b.get(keys[0])!r}, not {a.get(keys[0])!r}."


def against_the_record(facts: Mapping[str, Any], now: Mapping[str, Any]) -> Iterable[str]:
    """What selecting again cannot tell. `now`: what the round's own record would print today.

    A copy from before a swap or before the freeze is no forgery: it says less, and nothing else.
    """
    if now["commitment"] != facts["commitment"]:
        yield "The record of this round holds another commitment."
    for key in ("sample_hash", "seed"):
        if [a[key] for a in now["attempts"]] != [a[key] for a in facts["attempts"]]:
            yield "The record of this round holds other attempts."
            break
    told = {"frame": str(FrameKind.OPEN), **facts["round"]}  # before there were kinds, all were
    yield from compared("round", [told], [now["round"]])
    for what in ("attempts", "exclusions", "routes"):
        yield from compared(what, facts[what], now[what], NAMES, "on the record")
    swaps = facts["swaps"]
    yield from compared("swaps", swaps, now["swaps"][: len(swaps)], NAMES, "on the record")
    if facts["frozen"] and now["frozen"]:
        yield from compared("freeze", [facts["frozen"]], [now["frozen"]], NAMES)
    elif facts["frozen"]:
        yield "The record of this round holds no freeze."


def other_names(facts: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[str, ...]:
    """Names that the record tells otherwise today: somebody's new name, or a forged one."""
    pairs = [(facts["frozen"] or {}, now["frozen"] or {})]
    for what in ("attempts", "exclusions", "swaps"):
        pairs += zip(facts[what], now[what], strict=False)
    differ = {
        (a[key], b[key]): None
        for a, b in pairs
        for key in sorted(NAMES & {*a} & {*b})
        if a[key] != b[key]
    }
    return tuple(f"{told!r} is {found!r} on the record today." for told, found in differ)
