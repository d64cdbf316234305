"""`stocktake review`: every act of a review from the command line, by the same doors as the pages."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from stocktake.core.capacity import Capacity
from stocktake.evidence import acts as evidence
from stocktake.people import queries as people
from stocktake.people.command import ActCommand, BadInput
from stocktake.record import clock
from stocktake.reviews import acts, queries
from stocktake.reviews.acts import Answer, Decision, Declaration
from stocktake.reviews.management import files
from stocktake.reviews.management.files import read
from stocktake.reviews.queries import JudgementView, Review
from stocktake.rounds import queries as rounds

_ON_ONE = {
    "show": "where it stands and what was judged",
    "start": "start reading",
    "ready": "submit the judgements made from the record",
    "share": "share it with the worker and the manager",
    "finalise": "finalise it",
}
_FROM_FILE = {
    "declare": "declare conflicts",
    "judge": "save answers, quotes and pointers; with ready: true, submit them",
    "discuss": "record a discussion",
    "reply": "send a reply as worker or as manager",
    "feedback": "record a feedback meeting",
    "answer": "keep or change judgements that were clarified or challenged",
}


class Command(ActCommand):
    help = "Allocate, judge, discuss, share, reply to and finalise reviews"

    def arguments(self, parser: ArgumentParser) -> None:
        every = "|".join(("list", "allocate", *_ON_ONE, *_FROM_FILE, "reassign", "withdraw"))
        words = parser.add_subparsers(dest="word", required=True, metavar=every)
        words.add_parser("list", help="reviews and their stage").add_argument(
            "--round", default="", help="of one round, as 2026-10"
        )
        one = words.add_parser("allocate", help="give cases to a reviewer, all or none")
        one.add_argument("cases", nargs="+", metavar="CASE", help="references, as TH-1034")
        one.add_argument("--round", required=True, help="its reference, as 2026-10")
        one.add_argument("--to", required=True, metavar="LOGIN")
        for word, said in _ON_ONE.items():
            words.add_parser(word, help=said).add_argument("review", metavar="REVIEW")
        for word, said in _FROM_FILE.items():
            words.add_parser(word, help=said).add_argument("file", metavar="FILE.json")
        self._others(words)

    def _others(self, words: Any) -> None:
        one = words.add_parser("reassign", help="give a review to another reviewer")
        one.add_argument("review", metavar="REVIEW")
        one.add_argument("--to", required=True, metavar="LOGIN")
        one.add_argument("--reason", required=True)
        one = words.add_parser("withdraw", help="take a review out of its round")
        one.add_argument("review", metavar="REVIEW")
        one.add_argument("--reason", required=True)
        one = words.add_parser("more-time", help="allow more time to reply")
        one.add_argument("review", metavar="REVIEW")
        one.add_argument("--until", required=True, metavar="YYYY-MM-DD")
        one.add_argument("--reason", required=True)
        one = words.add_parser("confirm", help="confirm a feedback meeting as worker or manager")
        one.add_argument("review", metavar="REVIEW")
        one.add_argument("--role", required=True, choices=("worker", "manager"))
        one.add_argument("--comment", default="")

    def run(self, **options: Any) -> None:
        getattr(self, f"do_{options['word'].replace('-', '_')}")(**options)

    def do_list(self, *, round: str, **_: Any) -> None:
        wanted = self._round(round).id if round else ""
        found = queries.reviews_visible_to(self.by, round_id=wanted)
        if self.by.holds(Capacity.LOCAL_OPERATOR):  # stages and references, never narrative
            ids = [wanted] if wanted else [r.id for r in rounds.rounds()]
            found = tuple(r for key in ids for r in queries.reviews_of(key))
        lines = [
            f"{r.id:>4}  {r.ref:<10} {r.stratum_label:<17} {r.state.depth:<9} "
            f"{r.reviewer_name:<12} {r.status_words}"
            for r in found
        ]
        self.say("\n".join(lines) or "No reviews.", [self._facts(r) for r in found])

    def do_show(self, *, review: str, **_: Any) -> None:
        one = self._review(review)
        judged = queries.judgements(one.id)
        lines = [f"{one.ref}, {one.stratum_label}, {one.state.depth}: {one.status_words}"]
        lines += [f"  {j.id:>4}  {j.said.label}: {_in_words(j)}" for j in judged]
        data = {**self._facts(one), "judgements": [self._judged(j) for j in judged]}
        self.say("\n".join(lines), data)

    def do_allocate(self, *, cases: list[str], round: str, to: str, **_: Any) -> None:
        known = {c.ref: c.id for c in rounds.cases(self._round(round).id)}
        if missing := [ref for ref in cases if ref not in known]:
            raise BadInput(f"{missing[0]} is not in the sample of round {round}.")
        ids = acts.allocate(
            case_ids=[known[ref] for ref in cases],
            reviewer_id=self._account(to),
            by=self.by,
            at=self.at,
        )
        self.say(f"Allocated {len(ids)} to {to}.", {"reviews": ids})

    def do_declare(self, *, file: str, **_: Any) -> None:
        said = read(files.DeclareFile, file).declarations
        try:
            made = {self._review(k).id: Declaration(**v) for k, v in said.items()}  # type: ignore[arg-type]
        except TypeError:
            raise BadInput("A declaration takes conflict, relation and safeguard.") from None
        acts.declare_conflicts(declarations=made, by=self.by, at=self.at)
        self.say(f"Declared for {len(made)}.", {"reviews": sorted(made)})

    def do_reassign(self, *, review: str, to: str, reason: str, **_: Any) -> None:
        one = self._review(review)
        acts.reassign(
            review_id=one.id, reviewer_id=self._account(to), reason=reason, by=self.by, at=self.at
        )
        self._done(one, f"{one.ref} goes to {to}.")

    def do_withdraw(self, *, review: str, reason: str, **_: Any) -> None:
        one = self._review(review)
        acts.withdraw(review_id=one.id, reason=reason, by=self.by, at=self.at)
        self._done(one, f"{one.ref} is withdrawn.")

    def do_start(self, *, review: str, **_: Any) -> None:
        one = self._review(review)
        acts.start_reading(review_id=one.id, by=self.by, at=self.at)
        self._done(one, f"Reading {one.ref}.")

    def do_judge(self, *, file: str, **_: Any) -> None:
        said = read(files.JudgeFile, file)
        one = self._review(said.review)
        case: dict[str, Any] = {"case_id": one.case_id, "by": self.by, "at": self.at}
        for quote in said.quotes:
            evidence.quote(
                note_id=quote.note, start=0, end=0, exact=quote.exact, item=quote.item, **case
            )
        for pointer in said.pointers:
            evidence.add_pointer(
                **pointer.model_dump(), seen_on=clock.local(self.at).date(), **case
            )
        acts.save_answers(review_id=one.id, answers=said.answers, by=self.by, at=self.at)
        if said.ready:
            acts.mark_ready(review_id=one.id, by=self.by, at=self.at)
        self._done(one, f"Saved {len(said.answers)} answers of {one.ref}.")

    def do_ready(self, *, review: str, **_: Any) -> None:
        one = self._review(review)
        acts.mark_ready(review_id=one.id, by=self.by, at=self.at)
        self._done(one, f"{one.ref} is ready for discussion.")

    def do_discuss(self, *, file: str, **_: Any) -> None:
        said = read(files.DiscussFile, file)
        one = self._review(said.review)
        facts = said.model_dump(exclude={"review"})
        acts.record_discussion(review_id=one.id, **facts, by=self.by, at=self.at)
        self._done(one, f"Discussion of {one.ref} recorded.")

    def do_share(self, *, review: str, **_: Any) -> None:
        one = self._review(review)
        day = acts.share(review_id=one.id, by=self.by, at=self.at)
        self._done(one, f"{one.ref} is shared - reply by {day.isoformat()}.")

    def do_reply(self, *, file: str, **_: Any) -> None:
        said = read(files.ReplyFile, file)
        one = self._review(said.review)
        acts.submit_response(
            review_id=one.id,
            role=said.role,
            answers=self._answers(one, said.answers),
            comment=said.comment,
            agrees=said.agrees,
            by=self.by,
            at=self.at,
        )
        self._done(one, f"Reply to {one.ref} sent.")

    def do_feedback(self, *, file: str, **_: Any) -> None:
        said = read(files.FeedbackFile, file)
        one = self._review(said.review)
        acts.record_feedback(
            review_id=one.id,
            held_on=said.held_on,
            mode=said.mode,
            attendees=said.attendees,
            answers=self._answers(one, said.answers),
            by=self.by,
            at=self.at,
        )
        self._done(one, f"Feedback meeting on {one.ref} recorded.")

    def do_confirm(self, *, review: str, role: str, comment: str, **_: Any) -> None:
        one = self._review(review)
        acts.confirm_feedback(review_id=one.id, role=role, comment=comment, by=self.by, at=self.at)
        self._done(one, f"Meeting on {one.ref} confirmed.")

    def do_answer(self, *, file: str, **_: Any) -> None:
        said = read(files.DecideFile, file)
        one = self._review(said.review)
        ids = self._judgement_ids(one, list(said.decisions))
        decisions = {
            ids[key]: Decision(reason=d.reason, changes=d.changes)
            for key, d in said.decisions.items()
        }
        acts.answer_replies(review_id=one.id, decisions=decisions, by=self.by, at=self.at)
        self._done(one, f"Answered {len(decisions)} of {one.ref}.")

    def do_more_time(self, *, review: str, until: str, reason: str, **_: Any) -> None:
        one = self._review(review)
        try:
            day = date.fromisoformat(until)
        except ValueError:
            raise BadInput(f"{until} is not a date, as 2026-11-02.") from None
        acts.allow_more_time(review_id=one.id, reply_by=day, reason=reason, by=self.by, at=self.at)
        self._done(one, f"{one.ref}: reply by {until}.")

    def do_finalise(self, *, review: str, **_: Any) -> None:
        one = self._review(review)
        acts.finalise(review_id=one.id, by=self.by, at=self.at)
        self._done(one, f"{one.ref} is final.")

    def _review(self, named: str) -> Review:
        """By number, or by the reference of its case in the latest round that has it."""
        found = [r for r in queries.reviews_visible_to(self.by) if named in (r.id, r.ref)]
        if not found:
            raise BadInput(f"There is no review {named} that this account may see.")
        return max(found, key=lambda r: int(r.id))

    def _round(self, reference: str) -> Any:
        found = rounds.by_reference(reference)
        if found is None:
            raise BadInput(f"There is no round {reference}.")
        return found

    def _account(self, login: str) -> str:
        person = people.person_by_login(login)
        if person is None:
            raise BadInput(f"There is no account with the login {login}.")
        return person.id

    def _answers(self, one: Review, said: dict[str, files.AnswerFile]) -> dict[str, Answer]:
        ids = self._judgement_ids(one, list(said))
        return {ids[k]: Answer(stance=a.stance, words=a.words) for k, a in said.items()}

    def _judgement_ids(self, one: Review, keys: list[str]) -> dict[str, str]:
        """Ids by what the file names: the judgement's id or the item of the form."""
        judged = queries.judgements(one.id)
        known = {j.said.item: j.id for j in judged} | {j.id: j.id for j in judged}
        if missing := [key for key in keys if key not in known]:
            raise BadInput(f"{one.ref} has no judgement {missing[0]}.")
        return {key: known[key] for key in keys}

    def _done(self, one: Review, text: str) -> None:
        self.say(text, self._facts(queries.review(one.id)))

    def _facts(self, r: Review) -> dict[str, Any]:
        return {
            "id": r.id,
            "ref": r.ref,
            "stratum": r.state.stratum,
            "depth": r.state.depth,
            "reviewer": r.reviewer_name,
            "status": r.status,
            "needs_reassigning": r.state.needs_reassigning,
            "reply_by": r.state.reply_by,
            "outcome": r.reply_outcome,
        }

    def _judged(self, j: JudgementView) -> dict[str, Any]:
        said = {"id": j.id, "entry": j.entry, "item": j.said.item, "theme": j.said.theme}
        return {**said, "grade": j.said.grade, "status": j.status, "gap": j.said.gap}


def _in_words(j: JudgementView) -> str:
    parts = [j.said.grade.replace("_", " ") or j.said.left_out, f"{len(j.evidence)} in evidence"]
    return ", ".join(p for p in [*parts, j.status if j.status != "made" else ""] if p)
