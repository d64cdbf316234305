"""The matrix's small world: what it holds for those whose it is and for others."""

from dataclasses import dataclass, field

from stocktake.core.thread import Person
from tests.review_desk import Cast

HOME = "SC900,Larch House"
Arguments = dict[str, str]


def canary(name: str) -> str:
    """A word that stands nowhere else. Letters only, so that no page cuts or escapes it."""
    return f"Kanari{''.join(part.title() for part in name.split())}Vogel"


@dataclass
class World:
    """Who is there, and where each kind of thing stands: `own` and `other`, as arguments of a URL.

    By kind, then by the persona whose it is; of its arguments, those that begin with "?" go
    into the query, and those with "+" into the body.
    """

    cast: Cast
    who: dict[str, Person]
    own: dict[str, dict[str, Arguments]] = field(default_factory=dict)
    other: dict[str, dict[str, Arguments]] = field(default_factory=dict)
    reviews: dict[str, str] = field(default_factory=dict)

    def arguments(self, kind: str, relation: str, persona: str) -> Arguments:
        """The URL's arguments for this persona; who has nothing of the kind asks for the first."""
        if not kind:
            return {}
        found = (self.own if relation == "own" else self.other)[kind]
        return found.get(persona) or next(iter(found.values()))

    def add(self, side: str, kind: str, **arguments: str) -> None:
        """The same thing for everybody."""
        (self.own if side == "own" else self.other)[kind] = {"everybody": arguments}
