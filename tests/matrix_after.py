"""The later half of the matrix's small world: what follows from its reviews, to the published report."""

from datetime import date, timedelta

from stocktake.actions import acts as actions
from stocktake.actions.domain.recommendations import DraftRecommendation
from stocktake.board import acts as board
from stocktake.board import queries as meetings
from stocktake.board.domain.meetings import CallMeeting
from stocktake.caseload import queries as caseload
from stocktake.core.thread import Person
from stocktake.findings import acts as findings
from stocktake.findings import queries as gathered
from stocktake.frameworks import queries as shelf
from stocktake.notices import acts as telling
from stocktake.notices import jobs as notices
from stocktake.notices import queries as noticed
from stocktake.people import queries as people
from stocktake.placements import acts as placements
from stocktake.placements.domain.reports import ReceiveReport
from stocktake.record.outbox import Waiting
from stocktake.reports import acts as reports
from stocktake.reports import queries as written
from stocktake.reviews import acts as reviews
from stocktake.reviews import queries
from stocktake.rounds import acts as rounds
from stocktake.rounds.domain.programme import Activity
from tests.cast import AT
from tests.matrix_world import HOME, World, canary


def _gathered(world: World) -> None:
    """A finding, and actions owned on either side."""
    cast, at = world.cast, AT
    refs = [
        f"entry:{j.entry}"
        for ref in ("TH-1050", "TH-1051")
        for j in queries.judgements(world.reviews[ref])
        if j.said.item == "visits"
    ]
    key = findings.make_finding(
        round_id=cast.round_id, theme="visits", strength=False, text="Visits are late.",
        system="One upload day.", rests_on=refs, by=cast.nadia, at=at,
    )  # fmt: skip
    world.add("own", "finding", finding_id=key)
    rests_on = (gathered.finding(key).ref,)
    owners = (
        "worker",
        "team_manager",
        "head_of_service",
        "assistant_director",
        "commissioning_officer",
    )
    owned = {name: {"key": _action(world, world.who[name], rests_on)} for name in owners}
    world.own["action"] = owned
    theirs = _action(world, world.who["other team_manager"], rests_on)
    world.add("other", "action", key=theirs)


def _action(world: World, owner: Person, rests_on: tuple[str, ...]) -> str:
    what = DraftRecommendation(
        round_id=world.cast.round_id, level="area for improvement", theme="visits",
        text=f"{canary('action of ' + owner.name)}: write visits up.", owner=owner.id,
        due=date(2026, 12, 18), measure="Nine of ten.", rests_on=rests_on,
    )  # fmt: skip
    key = actions.draft(what=what, by=world.cast.nadia, at=AT)
    actions.agree(ids=[key], by=owner, at=AT)
    actions.start(key=key, by=owner, at=AT)
    actions.give_evidence(
        key=key, text=f"{canary('evidence of ' + owner.name)} was done.", reference="QA-1",
        by=owner, at=AT,
    )  # fmt: skip
    return key


def _met(world: World) -> None:
    chair, ada = world.who["board_chair"], world.who["assistant_director"]
    what = CallMeeting(
        held_on=AT.date(), chair=chair.id, other_chair=ada.id, rounds=(world.cast.round_id,)
    )
    key = board.call(what=what, by=world.cast.nadia, at=AT)
    board.receive_paper(
        meeting_id=key, title="The firm’s quarterly report",
        text=f"{canary('board paper')} was received.", by=world.cast.nadia, at=AT,
    )  # fmt: skip
    board.hold(meeting_id=key, present=(chair.id, ada.id), by=chair, at=AT)
    world.add("own", "meeting", meeting_id=key)
    world.add("own", "item", meeting_id=key, item_id=meetings.items(key)[0].id)


def _placed_and_visited(world: World) -> None:
    setting, name = HOME.split(",")
    what = ReceiveReport(
        setting_id=setting, setting_name=name, month=date(2026, 9, 1), received_on=AT.date(),
        summary=f"{canary('regulation')}: night staffing is thin.",
    )  # fmt: skip
    key = placements.receive(what=what, by=world.cast.nadia, at=AT)
    placements.send(ids=[key], by=world.cast.nadia, at=AT)
    world.add("own", "regulation 44 report", key=key)
    world.add("own", "home", setting_id=setting)


def _flagged(world: World) -> None:
    """A report whose check flags words of a note: those words are for Nadia alone."""
    nadia = world.cast.nadia
    key = reports.compose(
        round_id=world.cast.round_id, preset="city-of-london-2022", by=nadia, at=AT
    )
    blocks = [b for _, b in written.stands(key).report.blocks() if b.kind == "paragraph"]
    block = blocks[0]
    words = f"{canary('flagged')} {canary('note c3')} was here. Announced visit. Present: Dee and Rowan."
    reports.edit(
        report_id=key, block=block.id, seen=block.text, text=words, reason="Tried.", by=nadia, at=AT
    )
    assert reports.check(report_id=key, by=nadia, at=AT)
    world.add("own", "flagged report", report_id=key)
    world.add("own", "flagged block", report_id=key, block_id=block.id)
    world.add("own", "report flag", report_id=key, flag="0")
    world.add("own", "flagged report file", report_id=key, name="index.html")


def _published(world: World) -> None:
    """A report that two approved and anyone reads; what its check flags is left out."""
    nadia = world.cast.nadia
    key = reports.compose(
        round_id=world.cast.round_id, preset="city-of-london-2022", by=nadia, at=AT
    )
    while flags := reports.check(report_id=key, by=nadia, at=AT):
        for block in {flag.where.split("/")[0] for flag in flags}:
            seen = getattr(written.stands(key).report.block(block), "text", "")
            assert seen, (block, flags)
            reports.edit(
                report_id=key, block=block, seen=seen, text="", reason="Too few.", by=nadia, at=AT
            )
    for who in ("ig_officer", "assistant_director"):
        reports.approve(report_id=key, by=world.who[who], at=AT)
    reports.publish(report_id=key, by=nadia, at=AT)
    block = next(b.id for _, b in written.stands(key).report.blocks() if b.kind == "paragraph")
    world.add("own", "published report", report_id=key)
    world.add("own", "published block", report_id=key, block_id=block)
    world.add("own", "published report file", report_id=key, name="index.html")
    world.add("own", "published file", path="index.html")


def _reached_by_the_round(world: World) -> None:
    """What is reached by a round, by the shelf and by the record, the same for everybody."""
    key = world.cast.round_id
    statement = gathered.baseline_verdicts(key)[0].statement
    stored = caseload.snapshots()[0].hash
    same = {
        "round": {"round_id": key},
        "round to draft for": {"?round": key},
        "theme and stratum": {"round_id": key, "theme": "visits", "stratum": "CIN"},
        "statement": {"round_id": key, "statement_id": statement},
        "picture": {"round_id": key, "name": "grades"},
        "reviewer of the round": {"round_id": key, "person_id": world.who["reviewer"].id},
        "version": {"hash_": shelf.shelf()[0].hash},
        "snapshot": {"name": stored},
        "rejected rows": {"name": stored, "form": "csv"},
        "format": {"form": "csv"},
        "demonstration login": {"+login": "nadia.qa"},
        "entry": {"number": "1"},
        "account": {"key": world.who["ended"].id},
        "password key": {"uidb36": "1", "key": "not-a-key"},
    }
    for kind, arguments in {**same, **_programmed(world)}.items():
        world.add("own", kind, **arguments)


def _programmed(world: World) -> dict[str, dict[str, str]]:
    """A draft of the quality-assurance framework, and a round planned."""
    audit = Activity(kind="stocktake", what="Practice", a_year=1, by="The chair", cases=27)
    key = rounds.draft_framework(
        title="Framework", holds_from=AT.date(), activities=[audit], by=world.cast.nadia, at=AT
    )
    planned = rounds.plan_round(
        kind="thematic", title="Visits", window_end=AT.date(), done_by="Nadia",
        by=world.cast.nadia, at=AT,
    )  # fmt: skip
    return {"assurance framework": {"key": key}, "planned round": {"planned_id": planned}}


def _appointed(world: World) -> None:
    """A discussion agreed on either side: Owen's with Sam, Rae's with Kit."""
    sides = (("own", "TH-1060", world.cast.owen), ("other", "TH-1061", world.who["other reviewer"]))
    for n, (side, ref, by) in enumerate(sides):
        key = reviews.arrange(
            review_id=world.reviews[ref], start=AT + timedelta(days=1, hours=n), mode="video",
            where=f"{canary(side + ' place')} call", by=by, at=AT,
        )  # fmt: skip
        world.add(side, "appointment", appointment_id=key)
    day = (AT + timedelta(days=1)).date().isoformat()
    world.add("own", "day", day=day)


def _noticed(world: World) -> None:
    """A notice of one's own for everybody; the other is Kit's."""
    notices.deliver_waiting()
    told = {"to": [p.id for p in world.who.values()], "text": "Read the guidance.", "url": "/"}
    asked = Waiting(id=0, entry=1, payload=told, tries=0)
    telling.send(asked, by=people.operator("worker"), at=AT)
    world.own["notice"] = {
        name: {"key": noticed.notices(person)[0].key} for name, person in world.who.items()
    }
    world.add("other", "notice", **world.own["notice"]["other worker"])
