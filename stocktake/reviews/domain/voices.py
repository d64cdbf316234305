"""A worker's voice: what they say, when asked in the case discussion, of support, safety, caseload
and supervision.

It is apart from the judgement of the case. Whoever wrote it and whoever said it read the words;
leaders see how many said what of a theme over a round, and only where nobody can be told apart.
The record says that somebody was asked and of what, never what they answered.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from stocktake.core import lifecycle
from stocktake.core.capacity import Capacity
from stocktake.core.lifecycle import Rule
from stocktake.core.thread import Act, Person
from stocktake.reviews.domain.states import (
    ANSWERED,
    CONSOLIDATED,
    CONSOLIDATING,
    DISCUSSED,
    FINALISED,
    SHARED,
)

WORKS, HINDERS = "works well", "gets in the way"
ANSWERS = (WORKS, HINDERS)
ALLOCATED_WORKER, PRESENT_WORKER, MANAGER = "worker", "present worker", "manager"
SAYERS = {
    ALLOCATED_WORKER: "the worker who had the case",
    PRESENT_WORKER: "the present worker, as the earlier one has left",
    MANAGER: "the manager, as the worker has left",
}
LEAST = 5  # people on either side of a count before it is shown
HEARD_IN = (DISCUSSED, CONSOLIDATING, SHARED, ANSWERED)
OVER = (CONSOLIDATED, FINALISED)  # nothing more is heard in such a review


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """A subject that workers are asked about."""

    key: str
    label: str
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """What was said of one subject: whether it works well or gets in the way, and the words."""

    prompt: str
    answer: str = ""
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class HearWorker(Act):
    """`asked`: the subjects. What was said of them stays out of the record, which leaders read."""

    NAME: ClassVar[str] = "voice.heard"
    review: str
    who: str  # one of SAYERS
    asked: tuple[str, ...]
    said_by: str = field(default="", metadata={"record": False})  # their account, where known
    worker_id: str = field(default="", metadata={"record": False})
    answers: tuple[Spoken, ...] = field(default=(), metadata={"record": False})
    stage: str = field(default="", metadata={"record": False})  # the review's, as it stands


@dataclass(frozen=True, kw_only=True)
class VoiceState:
    status: str
    review: str
    who: str
    said_by: str
    worker_id: str
    answers: tuple[Spoken, ...]
    recorded_by: str
    at: datetime


MOVES = (Rule(act=HearWorker, before=(None, "heard"), after="heard", may=(Capacity.REVIEWER,)),)


def refusal(state: VoiceState | None, act: Act, by: Person, at: datetime) -> str | None:
    """Why this may not be written down, or None."""
    if sentence := lifecycle.refusal(MOVES, state, act, by, thing="what the worker said"):
        return sentence
    assert isinstance(act, HearWorker)
    if state is not None and state.recorded_by != by.id:
        return "Only the reviewer who asked can change what was written down."
    if act.stage in OVER:
        return "The review is finalised: what was said then stands as it is."
    if act.stage not in HEARD_IN:
        return "The worker is asked in the case discussion. Record the discussion first."
    if act.who not in SAYERS or not (act.said_by or act.worker_id):
        return "Say who was asked: somebody with an account, or the worker who had the case."
    if any(a.answer not in ANSWERS for a in act.answers):
        return "Say of each subject that was talked about whether it works well or gets in the way."
    if not act.answers:
        return "Write down at least one subject, or nothing."
    return None


def after(state: VoiceState | None, act: Act, by: Person, at: datetime) -> VoiceState:
    """What was said, as written down last."""
    assert isinstance(act, HearWorker)
    return VoiceState(
        status=lifecycle.next_status(MOVES, state, act),
        review=act.review,
        who=act.who,
        said_by=act.said_by,
        worker_id=act.worker_id,
        answers=act.answers,
        recorded_by=by.id,
        at=at,
    )


def may_read(state: VoiceState, who: Person) -> bool:
    """The reviewer who wrote it down and whoever said it: nobody else, whatever they hold."""
    if who.id in (state.recorded_by, state.said_by):
        return True
    return bool(state.worker_id) and state.worker_id in who.worker_ids


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeSaid:
    """How many people said that a subject gets in the way; None where it would tell who said so."""

    key: str
    label: str
    asked: int | None
    hinders: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundCounts:
    """What is counted of a round by subject. `over`: nothing more can be heard in it, so that no
    count can be compared with itself a day before; until then nothing is counted."""

    over: bool
    themes: tuple[ThemeSaid, ...] = ()

    @property
    def shown(self) -> tuple[ThemeSaid, ...]:
        return tuple(t for t in self.themes if t.hinders is not None)

    @property
    def unshown(self) -> tuple[str, ...]:
        return tuple(t.label for t in self.themes if t.hinders is None)


def counted(
    said: Iterable[tuple[str, Spoken]], prompts: Sequence[Prompt], *, against: str = HINDERS
) -> tuple[ThemeSaid, ...]:
    """`said`: person (or family) and answer. Each counts once for a subject: as `against`, where
    they said so even once. Shown only with at least `LEAST` people on either side: a count of all or of none
    tells what each one said, and a hidden one looks the same whatever it is."""
    of: Mapping[str, dict[str, bool]] = defaultdict(dict)
    for person, answer in said:
        people = of[answer.prompt]
        people[person] = people.get(person, False) or answer.answer == against
    found = []
    for prompt in prompts:
        people = of[prompt.key]
        hinders = sum(people.values())
        shown = min(hinders, len(people) - hinders) >= LEAST
        found.append(
            ThemeSaid(
                key=prompt.key,
                label=prompt.label,
                asked=len(people) if shown else None,
                hinders=hinders if shown else None,
            )
        )
    return tuple(found)
