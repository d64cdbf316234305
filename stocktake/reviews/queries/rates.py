"""What came of sharing in a round: how findings were answered, what changed, and where nobody replied."""

from dataclasses import dataclass

from stocktake.record import clock
from stocktake.reviews.domain.judgements import Said
from stocktake.reviews.domain.states import (
    COULD_NOT_REPLY,
    MANAGER,
    NO_REPLY,
    OPEN_TO_PARTIES,
    WORKER,
)
from stocktake.reviews.models import Judgement, Reply, Review
from stocktake.reviews.queries.states import states_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyRates:
    """Counts over the shared reviews of a round; a case that two people read counts once."""

    shared: int
    no_reply: int
    findings: int
    accepted: int
    clarified: int
    challenged: int
    changed: int  # of those challenged, by the reviewer or by a second person
    kept: int  # of those challenged, by the reviewer and still to be decided
    upheld: int  # of those challenged, let stand by a second person
    changed_otherwise: int  # changed after a clarification

    @property
    def answered(self) -> int:
        return self.accepted + self.clarified + self.challenged

    @property
    def waiting(self) -> int:
        """Challenges that nobody has answered yet."""
        return self.challenged - self.changed - self.kept - self.upheld


def reply_rates(round_id: str) -> ReplyRates:
    """How findings were answered: what the worker said, else the meeting, else the manager."""
    rows = Review.objects.filter(
        round_id=round_id, reading=1, withdrawn="", status__in=OPEN_TO_PARTIES
    )
    states, today = states_of(rows), clock.today()
    judged = list(Judgement.objects.filter(review_id__in=states))
    findings = [j for j in judged if Said(**j.said).is_finding]
    stances = _stances([j.key for j in judged])
    challenged = [j for j in judged if stances.get(j.key) == "challenge"]
    said = [stances.get(j.key, "") for j in judged]
    return ReplyRates(
        shared=len(states),
        no_reply=sum(
            s.reply_outcome(today) in (NO_REPLY, COULD_NOT_REPLY) for s in states.values()
        ),
        findings=len(findings),
        accepted=said.count("accept"),
        clarified=said.count("clarify"),
        challenged=len(challenged),
        changed=sum(j.status == "changed" for j in challenged),
        kept=sum(j.status == "kept" for j in challenged),
        upheld=sum(j.status == "upheld" for j in challenged),
        changed_otherwise=sum(j.status == "changed" for j in judged if j not in challenged),
    )


def _stances(keys: list[str]) -> dict[str, str]:
    """One stance for each judgement: any challenge counts as one, whoever made it."""
    found: dict[str, dict[str, str]] = {}
    for key, role, stance in Reply.objects.filter(judgement_id__in=keys).values_list(
        "judgement_id", "role", "stance"
    ):
        found.setdefault(key, {})[role] = stance
    return {key: _one(by_role) for key, by_role in found.items()}


def _one(by_role: dict[str, str]) -> str:
    if "challenge" in by_role.values():
        return "challenge"
    return next(by_role[role] for role in (WORKER, "meeting", MANAGER) if role in by_role)
