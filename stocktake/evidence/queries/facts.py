"""What this room needs of a sampled case, and the one question before every read."""

from dataclasses import dataclass

from stocktake.core.once import once
from stocktake.core.periods import Window
from stocktake.core.thread import NotTheirs, Person
from stocktake.evidence.domain.statements import QUOTERS, READERS
from stocktake.people import queries as people
from stocktake.record import clock
from stocktake.rounds import queries as rounds


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """The case as its round knows it. `records` is "notes" or "pointers"."""

    case_id: str
    round_id: str
    child_id: str
    ref: str
    stratum: str
    depth: str
    window: Window
    judged: Window  # ends with the case, where it ended before the window
    records: str
    team: str = ""
    snapshot: str = ""


def case_facts(case_id: str) -> CaseFacts:
    """Raises NotTheirs for a case that no round has."""
    return once(("case facts", case_id), lambda: _case_facts(case_id))


def _case_facts(case_id: str) -> CaseFacts:
    try:
        case = rounds.case(case_id)
    except (KeyError, LookupError) as missing:
        raise NotTheirs from missing
    round_ = rounds.round_(case.round_id)
    return CaseFacts(
        case_id=case_id,
        round_id=case.round_id,
        child_id=case.child_id,
        ref=case.ref,
        stratum=str(case.stratum),
        depth=str(case.depth or ""),
        window=round_.window,
        judged=round_.judged(case),
        records=round_.records,
        team=str(case.team or ""),
        snapshot=round_.snapshot,
    )


def must_read(person: Person, case_id: str) -> None:
    """Every read of a record passes here: NotTheirs unless the case is open to this person."""
    if not may_read(person, case_id):
        raise NotTheirs


def may_read(person: Person, case_id: str) -> bool:
    return person.holds(*READERS) and people.may_read_case(person, case_id, clock.now())


def may_quote(person: Person) -> bool:
    """Whether this person's capacities let them quote where they may read."""
    return person.holds(*QUOTERS)
