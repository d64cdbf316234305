"""The CIN census XML, read as a stream: each repeated block becomes a row of its table."""

from collections import defaultdict
from pathlib import Path
from typing import Any
from xml.parsers import expat

from stocktake.caseload.parser import archive, tables
from stocktake.caseload.parser.archive import Unreadable
from stocktake.caseload.parser.tables import Raw

CHILD = "LAchildID"
# block -> (table, its leaves); the first leaf is the one that every row has
BLOCKS = {
    "ChildIdentifiers": (
        "children",
        ("PersonBirthDate", "Sex", "GenderCurrent", "PersonDeathDate", "Ethnicity", "Disability"),
    ),
    "CINdetails": (
        "episodes",
        ("CINreferralDate", "ReferralSource", "PrimaryNeedCode", "CINclosureDate",
         "ReasonForClosure", "DateOfInitialCPC", "ReferralNFA"),
    ),
    "Assessments": (
        "assessments",
        ("AssessmentActualStartDate", "AssessmentInternalReviewDate",
         "AssessmentAuthorisationDate", "AssessmentFactors"),
    ),
    "CINPlanDates": ("plans", ("CINPlanStartDate", "CINPlanEndDate")),
    "Section47": (
        "enquiries",
        ("S47ActualStartDate", "InitialCPCtarget", "DateOfInitialCPC", "ICPCnotRequired"),
    ),
    "ChildProtectionPlans": (
        "protection",
        ("CPPstartDate", "CPPendDate", "InitialCategoryOfAbuse", "LatestCategoryOfAbuse",
         "NumberOfPreviousCPP"),
    ),
    "CPPreviewDate": ("reviews", ("CPPreviewDate",)),
}  # fmt: skip
MANY = ("Disability", "AssessmentFactors")  # leaves that repeat: kept as one text
OF_PERSON = ("Ethnicity", "Disability")  # stand in a block of their own beside the identifiers
DEEPEST = 50


def census(file: Path, out: Path) -> list[Raw]:
    """Every table of the census. Entities are refused before anybody expands them."""
    archive.check(file, name=file.name)
    reader = _Reader(file.name)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = reader.doctype
    try:
        with file.open("rb") as handle:
            parser.ParseFile(handle)
    except expat.ExpatError as broken:
        raise Unreadable(
            f"{file.name} is no sound XML near line {broken.lineno}. Export it again."
        ) from broken
    if not reader.is_census:
        raise Unreadable(f"{file.name} is no CIN census: it has no Children with a Child.")
    made = []
    for number, (name, leaves) in enumerate(BLOCKS.values()):
        heads = (CHILD, *(h for h in leaves if h != "GenderCurrent"))
        rows = [heads, *(tuple(r.get(h, "") for h in heads) for r in reader.rows[name])]
        made.append(tables.keep(rows, name=name, out=out, number=number))
    return made


class _Reader:
    """Keeps the open blocks; a leaf belongs to the innermost block that knows it."""

    def __init__(self, name: str) -> None:
        self.name, self.is_census = name, False
        self.rows: dict[str, list[dict[str, str]]] = defaultdict(list)
        self._path: list[str] = []
        self._words: list[str] = []
        self._open: list[tuple[str, dict[str, str]]] = []
        self._child, self._person = "", dict[str, str]()

    def doctype(self, *_: Any) -> None:
        raise Unreadable(f"{self.name} defines entities, as no sound census does.")

    def start(self, tag: str, _: dict[str, str]) -> None:
        self._path.append(tag)
        self._words = []
        if len(self._path) > DEEPEST:
            raise Unreadable(f"{self.name} is nested deeper than any census.")
        if tag == "Child":
            self.is_census, self._child = True, ""
        if tag in BLOCKS:
            row: dict[str, str] = {}
            self._open.append((tag, row))
            self.rows[BLOCKS[tag][0]].append(row)
            self._person = row if tag == "ChildIdentifiers" else self._person

    def text(self, words: str) -> None:
        self._words.append(words)

    def end(self, tag: str) -> None:
        self._path.pop()
        said = "".join(self._words).strip()
        self._words = []
        if tag == CHILD:
            self._child = said
        elif tag in OF_PERSON:
            self._keep(self._person, tag, said)
        elif self._open and tag in BLOCKS[self._open[-1][0]][1]:
            self._keep(self._open[-1][1], "Sex" if tag == "GenderCurrent" else tag, said)
        if self._open and tag == self._open[-1][0]:
            row = self._open.pop()[1]
            row[CHILD] = self._child

    @staticmethod
    def _keep(row: dict[str, str], tag: str, said: str) -> None:
        row[tag] = f"{row[tag]} {said}" if tag in MANY and row.get(tag) else said
