"""What stands on a home beside the needs: the current round, the filters, short lists, the tour."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from stocktake.core.capacity import Capacity
from stocktake.core.strata import Depth
from stocktake.core.thread import Person
from stocktake.desks.queries.matrix import one_a_case
from stocktake.desks.queries.review_needs import strands_of
from stocktake.desks.queries.seen import Seen
from stocktake.evidence import queries as evidence
from stocktake.frameworks import queries as frameworks
from stocktake.reports import queries as reports
from stocktake.reviews import queries as reviews
from stocktake.reviews.domain.seeing import is_reviewer
from stocktake.reviews.queries import Review
from stocktake.rounds import queries as rounds
from stocktake.rounds.domain.values import Round
from stocktake.ui.values import Place

# Where each capacity goes besides what needs them: words, address, one line.
PLACES: dict[Capacity, tuple[tuple[str, str, str], ...]] = {
    Capacity.IG_OFFICER: (
        ("Roles", "/settings/roles/", "Accounts, capacities and their end dates."),
        ("The record", "/record/", "Every act; verify that it is whole."),
        ("Retention", "/settings/retention/", "What is kept how long; erase or hold."),
    ),
    Capacity.DATA_ANALYST: (
        ("Import", "/import/", "Bring in an extract; rejected rows come back with reasons."),
        ("Rounds", "/rounds/", "Certificates of the samples."),
    ),
    Capacity.HEAD_OF_SERVICE: (
        ("Urgent concerns", "/concerns/", "Each with its clock and what was done."),
        ("Actions", "/actions/", "What is outstanding and what waits to be verified."),
    ),
    Capacity.COMMISSIONING_OFFICER: (
        ("Regulation 44 reports", "/placements/", "Received, unread and read."),
        ("Homes", "/placements/homes/", "Months with no report, by home."),
    ),
    Capacity.MEMBER: (("Published reports", "/published/", "What was found and what was done."),),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One line of a short list on a home."""

    words: str
    url: str
    note: str


def current_round(seen: Seen) -> Round | None:
    """The newest round that is not closed; failing that the newest."""
    found = seen.rounds
    live = [r for r in found if r.status != "closed"]
    return max(live or found, key=lambda r: (r.window_end, int(r.id)), default=None)


def about(one: Round) -> str:
    """ "27 of 118 open children. Practice from … , against the inspection of March 2024." """
    drawn, open_ = len(rounds.cases(one.id)), sum(one.open.values())
    base = frameworks.baseline(one.baseline_key)
    whom = one.frame.words.children
    head = f"{drawn} of {open_} {whom}. " if drawn else f"{open_} {whom}. "
    return f"{head}Practice from {one.window.in_words}, against the inspection of {base.inspected_on:%B %Y}."


def lists(seen: Seen) -> tuple[tuple[str, tuple[Listed, ...]], ...]:
    """Short lists under a heading each."""
    person = seen.person
    found = [*_reviews(seen), *_published(person)]
    places = [p for c in PLACES if person.holds(c) for p in PLACES[c]]
    if places:
        found.append(("Go to", tuple(Listed(words=w, url=u, note=n) for w, u, n in places)))
    return tuple(found)


def _reviews(of: Seen) -> Iterator[tuple[str, tuple[Listed, ...]]]:
    """A reviewer's open reviews in queue order, or what is shared with worker and manager."""
    person, seen = of.person, of.reviews
    mine = [r for r in seen if is_reviewer(r.state, person)]
    if mine:
        left = [r for r in reviews.in_queue_order(mine) if r.status != "finalised"]
        rows = [Listed(words=r.ref, url=r.url, note=_note(r)) for r in left]
        done = len(mine) - len(left)
        note = f"{done} finalised among them." if done else "In the order of the queue."
        rows.append(Listed(words=f"All {len(mine)} reviews", url="/reviews/", note=note))
        yield "My reviews", tuple(rows)
    elif person.holds(Capacity.WORKER, Capacity.TEAM_MANAGER) and seen:
        newest, strands = sorted(seen, key=lambda r: -int(r.id)), strands_of(seen)
        yield (
            "Reviews shared with you",
            tuple(Listed(words=r.ref, url=r.url, note=_stands(r, strands)) for r in newest),
        )


def _stands(one: Review, strands: Mapping[str, str]) -> str:
    strand = strands.get(one.id, "")
    return f"For {strand}: {one.status_words}" if strand else one.status_words


def _note(one: Review) -> str:
    return f"{one.stratum_label}, {one.state.depth}: {one.status_words}"


def _published(person: Person) -> Iterator[tuple[str, tuple[Listed, ...]]]:
    """For members: the reports themselves, the newest first."""
    if not person.holds(Capacity.MEMBER):
        return
    if newest := reports.published()[:3]:
        yield (
            "Newest reports",
            tuple(
                Listed(words=r.title, url=f"/published/{r.slug}/", note="Committee report")
                for r in newest
            ),
        )


def filters(
    round_id: str, of: Seen, *, reviewer: str, depth: str
) -> tuple[tuple[str, tuple[Place, ...]], ...]:
    """Choices above the board: by reviewer and by depth, each with its count."""
    seen = [r for r in of.reviews_of(round_id) if not r.state.withdrawn]
    names = {r.state.reviewer: r.reviewer_name for r in seen}
    whose = [("everyone", "")] + [
        (f"{name} {sum(r.state.reviewer == key for r in seen)}", key)
        for key, name in sorted(names.items(), key=lambda n: n[1])
    ]
    depths = [("both", "")] + [
        (f"{d.capitalize()} {sum(r.state.depth == d for r in one_a_case(seen))}", d.value)
        for d in Depth
    ]
    return (
        (
            "Reviewer",
            tuple(
                Place(words=w, url=_url(reviewer=k, depth=depth), current=k == reviewer)
                for w, k in whose
            ),
        ),
        (
            "Depth",
            tuple(
                Place(words=w, url=_url(reviewer=reviewer, depth=k), current=k == depth)
                for w, k in depths
            ),
        ),
    )


def tour(of: Seen) -> tuple[Place, ...]:
    """Five things a newcomer should open, each already populated."""
    person = of.person
    finished = [r for r in of.reviews if r.status == "finalised"]
    challenged = next((r for r in finished if r.state.version > 1), None)
    places = []
    if finished:
        places.append(Place(words="Open a review", url=finished[0].url))
        quote = _first_quote(finished[0], person)
        if quote:
            places.append(Place(words="Follow a quote to its source", url=quote))
    if challenged:
        places.append(Place(words="Read a worker’s challenge", url=f"{challenged.url}responses/"))
    places.append(Place(words="See the board tracker", url="/actions/"))
    if published := reports.published():
        slug = published[0].slug
        places.append(Place(words="Download the committee report", url=f"/published/{slug}/"))
    return tuple(places)


def _first_quote(review: Review, person: Person) -> str:
    """The first quote that a judgement rests on, if it is this person's to open."""
    opened = evidence.quotes_open_to(review.case_id, person)
    rests_on = reviews.evidence_refs(review.id)
    return next((f"/{ref.replace(':', 's/')}/" for ref in rests_on if ref in opened), "")


def _url(**chosen: str) -> str:
    query = urlencode({k: v for k, v in chosen.items() if v})
    return f"/?{query}#board" if query else "/#board"
