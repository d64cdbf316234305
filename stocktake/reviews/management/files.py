"""The JSON files that `stocktake review` reads, checked before anything is done."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from stocktake.people.command import BadInput
from stocktake.reviews.acts import Declaration


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class QuoteFile(_Strict):
    """A passage of a note, for an item of the form; it is found in the note by its words."""

    item: str
    note: str
    exact: str


class PointerFile(_Strict):
    item: str
    document: str
    found_where: str
    shows: str
    dated: date | None = None
    author: str = ""
    reference: str = ""


class JudgeFile(_Strict):
    """Answers by item; "safe-now" takes answer and basis, "overall" grade and reason."""

    review: str
    answers: dict[str, dict[str, str]]
    quotes: list[QuoteFile] = []
    pointers: list[PointerFile] = []
    ready: bool = False


class DeclareFile(_Strict):
    """Declarations by review."""

    declarations: dict[str, Declaration]


class DiscussFile(_Strict):
    review: str
    held_on: date
    mode: str
    attendees: list[str]
    notes: str = ""
    points: dict[str, str] = {}


class AnswerFile(_Strict):
    stance: str
    words: str = ""


class ReplyFile(_Strict):
    """Answers by judgement id or by item of the form. `role`: "worker" or "manager"."""

    review: str
    role: str
    answers: dict[str, AnswerFile] = {}
    comment: str = ""
    agrees: bool = False


class FeedbackFile(_Strict):
    review: str
    held_on: date
    mode: str
    attendees: list[str]
    answers: dict[str, AnswerFile]


class DecisionFile(_Strict):
    """`changes` holds the new values of fields; left out, the judgement is kept."""

    reason: str
    changes: dict[str, str] | None = None


class DecideFile(_Strict):
    review: str
    decisions: Annotated[dict[str, DecisionFile], Field(min_length=1)]


class SafetyFile(_Strict):
    """What the worker says is safe. `risks`: abuse, court and other, each "yes" or "no" and what
    is known of it."""

    conversation: str
    confirmed_with: str
    confirmed_on: date
    way: str
    number: str = ""
    time: str
    interpreter: str
    language: str = ""
    advocate: str
    risks: dict[str, tuple[str, str]]


class SpokenFile(_Strict):
    answer: str = ""
    words: str = ""


class ConversationFile(_Strict):
    """What one person said, by subject; "helped" and "better" are the open questions."""

    conversation: str
    held_on: date
    mode: str
    interpreter: bool = False
    advocate: bool = False
    others: str = ""
    worry: bool = False
    answers: dict[str, SpokenFile]


class ChosenFile(_Strict):
    conversation: str
    chosen: dict[str, str]


class ToldFile(_Strict):
    conversation: str
    told_on: date
    mode: str
    words: str


F = TypeVar("F", bound=BaseModel)


def read(cls: type[F], path: str) -> F:
    """The file as a value. Raises BadInput with the first thing that is wrong in it."""
    try:
        return cls.model_validate_json(Path(path).read_bytes())
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.") from None
    except ValidationError as wrong:
        first: Any = wrong.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the file"
        raise BadInput(f"{path}: {where}: {first['msg']}.") from None
