"""Where practice stands against each statement of the last inspection."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from stocktake.core.thread import Person
from stocktake.findings.models import BaselineVerdict
from stocktake.findings.queries.gathered import judgement_refs
from stocktake.findings.queries.made import findings
from stocktake.frameworks import queries as frameworks
from stocktake.frameworks.queries import BaselineStatement
from stocktake.people import queries as people
from stocktake.rounds import queries as rounds

UNANSWERABLE = " (nobody could reply to it: for a case action alone)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One statement and its verdict; `verdict` is "" while nobody has judged it in this round."""

    statement: str
    kind: str  # "area for improvement" or "strength"
    text: str
    theme: str = ""
    verdict: str = ""
    why: str = ""
    rests_on: tuple[str, ...] = ()
    entry: int = 0
    judged_by: str = ""
    judged_at: datetime | None = None

    @property
    def in_words(self) -> str:
        return self.verdict or "not judged yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Something a verdict may rest on: a finding or a finalised judgement of the round."""

    ref: str
    kind: str  # "finding" or "judgement"
    theme: str
    words: str


def baseline_verdicts(round_id: str) -> tuple[Verdict, ...]:
    """Every statement of the round's baseline in its own order, judged or not."""
    baseline = frameworks.baseline(rounds.round_(round_id).baseline_key)
    rows = {r.statement: r for r in BaselineVerdict.objects.filter(round_id=round_id)}
    names = people.cards({r.judged_by for r in rows.values()})
    return tuple(_view(s, rows.get(s.id), names) for s in baseline.statements)


def statement(round_id: str, statement_id: str) -> Verdict:
    """One statement of the round's baseline. Raises KeyError for an unknown one."""
    return {v.statement: v for v in baseline_verdicts(round_id)}[statement_id]


def possible_evidence(
    round_id: str, *, to: Person | None = None, published: bool = True
) -> tuple[Evidence, ...]:
    """What a verdict of this round may rest on: its findings, then its judgements; a page offers
    those that the person may read. `published`: not those that nobody could answer."""
    made = [
        Evidence(ref=f.ref, kind="finding", theme=f.theme, words=f.text) for f in findings(round_id)
    ]
    judged = [
        Evidence(
            ref=ref,
            kind="judgement",
            theme=behind.row.theme,
            words=f"{behind.case_ref}: {_said(behind.row.working, behind.row.develop)}{'' if behind.row.answerable else UNANSWERABLE}",
        )
        for ref, behind in judgement_refs(round_id, to=to, published=published).items()
    ]
    return (*made, *judged)


def offered(
    evidence: Iterable[Evidence], theme: str, chosen: Collection[str]
) -> tuple[Evidence, ...]:
    """What a page offers of it: every finding, the judgements of one theme, and what is chosen."""
    return tuple(e for e in evidence if e.kind == "finding" or e.theme == theme or e.ref in chosen)


def _said(working: str | None, develop: str | None) -> str:
    said = " ".join(x.strip() for x in (working, develop) if x and x.strip())
    return said if len(said) <= 140 else said[:139].rsplit(" ", 1)[0] + "…"


def _view(
    said: BaselineStatement, row: BaselineVerdict | None, names: dict[str, people.PersonCard]
) -> Verdict:
    if row is None:
        return Verdict(statement=said.id, kind=said.kind, text=said.text, theme=said.theme)
    return Verdict(
        statement=said.id,
        kind=said.kind,
        text=said.text,
        theme=said.theme,
        verdict=row.verdict,
        why=row.why,
        rests_on=tuple(row.rests_on),
        entry=row.entry or 0,
        judged_by=names[row.judged_by].name_and_job,
        judged_at=row.judged_at,
    )
