"""What one person may see while one page is made, each list read once."""

from functools import cached_property

from stocktake.concerns import queries as concerns
from stocktake.core.thread import Person
from stocktake.reviews import queries as reviews
from stocktake.reviews.queries import Review
from stocktake.rounds import queries as rounds
from stocktake.rounds.domain.values import Round, SampledCase


class Seen:
    """Lists that several parts of a home ask for. It lives as long as the page: never keep one."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self._unread: dict[str, tuple[SampledCase, ...]] = {}

    @cached_property
    def reviews(self) -> tuple[Review, ...]:
        return reviews.reviews_visible_to(self.person)

    @cached_property
    def rounds(self) -> tuple[Round, ...]:
        return rounds.rounds_visible_to(self.person)

    @cached_property
    def concerns(self) -> tuple[concerns.ConcernCard, ...]:
        """Those whose clock runs."""
        return tuple(c for c in concerns.concerns_known_to(self.person) if c.urgent)

    def reviews_of(self, round_id: str) -> tuple[Review, ...]:
        return tuple(r for r in self.reviews if r.round_id == round_id)

    def without_reviewer(self, round_id: str) -> tuple[SampledCase, ...]:
        """Sampled cases that nobody was given to review, once for each strand that waits."""
        if round_id not in self._unread:
            given = reviews.reviews_of(round_id)
            self._unread[round_id] = reviews.to_allocate(rounds.cases(round_id), given)
        return self._unread[round_id]
