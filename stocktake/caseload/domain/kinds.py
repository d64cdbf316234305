"""What a round can be about: the open cases of a snapshot, or what came in and ended in a window."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from stocktake.core.periods import Window
from stocktake.core.strata import HELD, RECEIVED, Stratum


class FrameKind(StrEnum):
    """A kind of frame. Its code stands on certificates, so it stays as it is."""

    OPEN = "open cases"
    CONTACTS = "contacts"
    CONTACTS_NFA = "contacts without further action"
    REFERRALS = "referrals"
    REFERRALS_NFA = "referrals without further action"
    STEP_DOWNS = "step-downs to early help"
    CLOSED = "cases closed"

    @property
    def words(self) -> "FrameWords":
        return _WORDS[self]

    @property
    def strata(self) -> tuple[Stratum, ...]:
        """The groups that its children can stand in."""
        if self in (FrameKind.CONTACTS, FrameKind.REFERRALS):
            return RECEIVED
        if self in (FrameKind.CONTACTS_NFA, FrameKind.REFERRALS_NFA):
            return (Stratum.NFA,)
        return HELD

    @property
    def ended(self) -> bool:
        """Whether its cases are over, so that practice is judged up to the day they ended."""
        return self in (FrameKind.CLOSED, FrameKind.STEP_DOWNS)

    @property
    def received(self) -> bool:
        return self in (
            FrameKind.CONTACTS,
            FrameKind.CONTACTS_NFA,
            FrameKind.REFERRALS,
            FrameKind.REFERRALS_NFA,
        )


@dataclass(frozen=True, slots=True)
class FrameWords:
    """`children` follows a number; `event` is what happened on the day; `people` is for reports."""

    title: str
    children: str
    column: str
    event: str
    nobody: str
    people: str


_WORDS: Mapping[FrameKind, FrameWords] = {
    FrameKind.OPEN: FrameWords(
        "Open cases", "open children", "Open", "", "No case is open",
        "children and young people open to children’s services",
    ),
    FrameKind.CONTACTS: FrameWords(
        "Contacts", "children with a contact", "Contacts", "Contact", "No contact was received",
        "children about whom somebody contacted children’s services",
    ),
    FrameKind.CONTACTS_NFA: FrameWords(
        "Contacts with no further action", "children with a contact that led to no further action",
        "Contacts", "Contact", "No contact ended in no further action",
        "children about whom a contact led to no further action",
    ),
    FrameKind.REFERRALS: FrameWords(
        "Referrals", "children referred", "Referrals", "Referred", "No referral was received",
        "children referred to children’s services",
    ),
    FrameKind.REFERRALS_NFA: FrameWords(
        "Referrals with no further action", "children whose referral led to no further action",
        "Referrals", "Referred", "No referral ended in no further action",
        "children whose referral led to no further action",
    ),
    FrameKind.STEP_DOWNS: FrameWords(
        "Step-downs to early help", "children who stepped down to early help", "Step-downs",
        "Stepped down", "No case stepped down to early help",
        "children whose case stepped down to early help",
    ),
    FrameKind.CLOSED: FrameWords(
        "Cases closed", "children whose case closed", "Closed", "Closed", "No case closed",
        "children and young people whose case was closed",
    ),
}  # fmt: skip


def nobody(kind: FrameKind, window: Window) -> str:
    """Why a round cannot be held on this frame: one sentence."""
    if kind is FrameKind.OPEN:
        return f"{kind.words.nobody} in this snapshot."
    return f"{kind.words.nobody} from {window.in_words}, as far as this snapshot tells."
