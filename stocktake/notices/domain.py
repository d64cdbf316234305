"""The rules of a notice: sent once by the home itself, never changed."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from stocktake.core import lifecycle
from stocktake.core.capacity import Capacity
from stocktake.core.lifecycle import Rule
from stocktake.core.thread import Act, Person


@dataclass(frozen=True, kw_only=True)
class SendNotice(Act):
    """`text` is a plain sentence without case detail; `url` is an address inside Stocktake."""

    NAME: ClassVar[str] = "notice.sent"
    to: str
    about: str
    text: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeState:
    """A notice as sent."""

    status: str
    to: str
    about: str
    text: str
    url: str
    sent_at: datetime


MOVES = (Rule(act=SendNotice, before=(None,), after="sent", may=(Capacity.LOCAL_OPERATOR,)),)


def refusal(state: NoticeState | None, act: Act, by: Person, at: datetime) -> str | None:
    """Why this notice may not be sent, or None."""
    if sentence := lifecycle.refusal(MOVES, state, act, by, thing="this notice"):
        return sentence
    if isinstance(act, SendNotice) and not (act.url.startswith("/") and act.url[:2] != "//"):
        return "A notice leads to a page of Stocktake only."
    return None


def after(state: NoticeState | None, act: Act, by: Person, at: datetime) -> NoticeState:
    assert isinstance(act, SendNotice)
    return NoticeState(
        status="sent", to=act.to, about=act.about, text=act.text, url=act.url, sent_at=at
    )
