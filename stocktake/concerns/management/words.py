"""What each word of `stocktake concern` does, on behalf of whom the command acts."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from stocktake.concerns import acts, queries
from stocktake.concerns.acts.raising import Said
from stocktake.concerns.queries import ConcernCard
from stocktake.core.thread import NotTheirs
from stocktake.people.command import ActCommand, BadInput, person_named
from stocktake.record import clock
from stocktake.rounds import queries as rounds


def list_(on: ActCommand, **_: Any) -> None:
    cards = queries.concerns_known_to(on.by)
    lines = [f"{c.id:>4}  {c.ref:<10} {c.words} {c.goes_to}".rstrip() for c in cards]
    on.say("\n".join(lines) or "No urgent concern has been raised.", [_facts(c) for c in cards])


def show(on: ActCommand, *, concern: str, **_: Any) -> None:
    """The text for the child's record: only for those named on the concern."""
    text = _theirs(concern, lambda: queries.text_for_record(concern, on.by))
    on.say(text, {"concern": concern, "text": text})


def raise_(on: ActCommand, *, case: str, round: str, **said: Any) -> None:
    told = Said(
        spoke_to=said["spoke_to"],
        spoke_at=_moment(said["spoke_at"]),
        what=said["what"],
        why=said["why"],
        risk=said["risk"],
        head=person_named(said["head"]).id,
        about_manager=said["about_manager"],
        evidence=tuple(said["evidence"]),
    )
    case_id = _case(case, round)
    made = _theirs(case, lambda: acts.raise_concern(case_id=case_id, said=told, by=on.by, at=on.at))
    on.say(f"Raised as concern {made}. The clock is running.", {"concern": made})


def acknowledge(on: ActCommand, *, concern: str, **_: Any) -> None:
    _theirs(concern, lambda: acts.acknowledge(concern_id=concern, by=on.by, at=on.at))
    _done(on, concern, "Acknowledged.")


def bring_in(on: ActCommand, *, concern: str, person: str, why: str, **_: Any) -> None:
    key = person_named(person).id
    _theirs(
        concern,
        lambda: acts.bring_in(concern_id=concern, person_id=key, why=why, by=on.by, at=on.at),
    )
    _done(on, concern, f"{person} was brought in and told.")


def seen(on: ActCommand, *, concern: str, by_whom: str, when: str, how: str, **_: Any) -> None:
    moment = _moment(when)
    _theirs(
        concern,
        lambda: acts.child_seen(
            concern_id=concern, seen_at=moment, seen_by=by_whom, how=how, by=on.by, at=on.at
        ),
    )
    _done(on, concern, "Recorded when the child was seen or spoken to.")


def safe(on: ActCommand, *, concern: str, **said: Any) -> None:
    placed = _day(said["on_record_on"])
    _theirs(
        concern,
        lambda: acts.safe_now(
            concern_id=concern,
            outcomes=tuple(said["came"]),
            outcome=said["outcome"],
            rationale=said["rationale"],
            on_record_on=placed,
            on_record_by=said["on_record_by"],
            by=on.by,
            at=on.at,
        ),
    )
    _done(on, concern, "Marked safe now.")


def follow_up(on: ActCommand, *, concern: str, what: str, owner: str, due: str, **_: Any) -> None:
    key, day = person_named(owner).id, _day(due)
    _theirs(
        concern,
        lambda: acts.add_follow_up(
            concern_id=concern, what=what, owner=key, due=day, by=on.by, at=on.at
        ),
    )
    _done(on, concern, "Follow-up action added.")


def done(on: ActCommand, *, concern: str, number: int, evidence: str, **_: Any) -> None:
    _theirs(
        concern,
        lambda: acts.done_follow_up(
            concern_id=concern, number=number, evidence=evidence, by=on.by, at=on.at
        ),
    )
    _done(on, concern, f"Follow-up {number} is done and waits to be verified.")


def verify(on: ActCommand, *, concern: str, number: int, **_: Any) -> None:
    _theirs(
        concern,
        lambda: acts.verify_follow_up(concern_id=concern, number=number, by=on.by, at=on.at),
    )
    _done(on, concern, f"Follow-up {number} is verified.")


def close(on: ActCommand, *, concern: str, **_: Any) -> None:
    _theirs(concern, lambda: acts.close(concern_id=concern, by=on.by, at=on.at))
    _done(on, concern, "Closed.")


def explore(on: ActCommand, *, case: str, round: str, head: str, **said: Any) -> None:
    case_id, asked = _case(case, round), person_named(head).id
    made = _theirs(
        case,
        lambda: acts.open_exploration(
            case_id=case_id, question=said["question"], why=said["why"], head=asked,
            evidence=tuple(said["evidence"]), by=on.by, at=on.at,
        ),
    )  # fmt: skip
    on.say(f"Asked as exploration {made}.", {"exploration": made})


def decide(on: ActCommand, *, exploration: str, decision: str, rationale: str, **_: Any) -> None:
    _theirs(
        exploration,
        lambda: acts.decide_exploration(
            exploration_id=exploration, decision=decision, rationale=rationale, by=on.by, at=on.at
        ),
    )
    on.say("Decided.", {"exploration": exploration})


def _theirs(key: str, act: Callable[[], Any]) -> Any:
    """Do it; what is not theirs to know is said as if it were not there."""
    try:
        return act()
    except NotTheirs:
        raise BadInput(f"There is no {key} that this account may act on.") from None


def _done(on: ActCommand, key: str, words: str) -> None:
    on.say(words, {"concern": key})


def _facts(card: ConcernCard) -> dict[str, Any]:
    wanted = ("id", "ref", "status", "raised_at", "due_at", "overdue", "words", "goes_to")
    return {name: getattr(card, name) for name in wanted}


def _case(ref: str, round: str) -> str:
    found = next((r for r in rounds.rounds() if r.reference == round), None)
    known = {c.ref: c.id for c in rounds.cases(found.id)} if found else {}
    if ref not in known:
        raise BadInput(f"{ref} is not in the sample of round {round}.")
    return known[ref]


def _moment(words: str) -> datetime:
    try:
        said = datetime.fromisoformat(words)
    except ValueError:
        raise BadInput(f"“{words}” is not a time like 2026-10-19T14:30.") from None
    return said if said.tzinfo else said.replace(tzinfo=clock.LONDON)


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise BadInput(f"“{words}” is not a day like 2026-10-19.") from None


WORDS: dict[str, Callable[..., None]] = {
    "list": list_, "show": show, "raise": raise_, "acknowledge": acknowledge,
    "bring-in": bring_in, "seen": seen, "safe": safe, "follow-up": follow_up, "done": done,
    "verify": verify, "close": close, "explore": explore, "decide": decide,
}  # fmt: skip
