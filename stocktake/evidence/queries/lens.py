"""The lexicon in force: the council's own file in the home, else the one that comes with Stocktake."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from stocktake.caseload import queries as caseload
from stocktake.core.written import Unreadable, read_mapping
from stocktake.evidence.domain.lens import BadLexicon, Lexicon, glimpses, lexicon
from stocktake.evidence.domain.unevenness import Uneven, uneven
from stocktake.evidence.queries.record_errors import shown_versions
from stocktake.rounds import queries as rounds

DEFAULT = Path(__file__).resolve().parent.parent / "lexicon" / "default.yaml"


def lexicon_in_force() -> Lexicon:
    """Never fails: a council's file that cannot be used gives way to ours (`stocktake check` says)."""
    own = Path(settings.HOME.path) / "lexicon.yaml"
    if own.exists():
        try:
            return _read(own, own.stat().st_mtime_ns)
        except (BadLexicon, OSError):
            pass
    return _read(DEFAULT, 0)


def read_lexicon(file: Path) -> Lexicon:
    """The lexicon of a file. Raises BadLexicon with a plain sentence."""
    return _read(file, file.stat().st_mtime_ns)


def uneven_terms(round_id: str, by: str) -> tuple[Uneven, ...]:
    """Phrases of the lexicon that fall unevenly on the records of a round, by a column of its frame.

    Counts only, never a word of a note: for whoever keeps the lexicon. Raises KeyError.
    """
    held = rounds.cases(rounds.round_(round_id).id)
    rows = {row.child_id: row for row in caseload.frame(rounds.round_(round_id).snapshot)}
    through = lexicon_in_force()
    return uneven(
        (str(getattr(rows[case.child_id], by)), _terms(case.id, through))
        for case in held
        if case.child_id in rows
    )


def _terms(case_id: str, through: Lexicon) -> frozenset[str]:
    bodies = shown_versions().filter(case_id=case_id, latest=True).values_list("body", flat=True)
    return frozenset(g.term for body in bodies for g in glimpses(body, through) if not g.denied)


@lru_cache(maxsize=4)
def _read(file: Path, changed: int) -> Lexicon:
    try:
        return lexicon(read_mapping(file.read_text(encoding="utf-8"), file.name)[0])
    except (Unreadable, UnicodeDecodeError) as fault:
        raise BadLexicon(f"{file.name} is no YAML: {str(fault).splitlines()[0]}.") from fault
