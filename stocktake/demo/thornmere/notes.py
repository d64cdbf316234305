"""Rendering notes from what happened: sections, length, voice, and when they were written up."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from random import Random

from stocktake.demo.thornmere.chance import stream, weighted
from stocktake.demo.thornmere.grammar import expand
from stocktake.demo.thornmere.recipes import (
    FULL,
    MOST,
    RECIPES,
    THIN,
    TO_CHILD,
    TYPES,
    Recipe,
    Section,
)
from stocktake.demo.thornmere.rhythm import Happening
from stocktake.demo.thornmere.story import QUOTES, Story
from stocktake.demo.thornmere.telling import Ledger, Teller, words_of
from stocktake.demo.thornmere.town import Worker, workers
from stocktake.demo.thornmere.voices import Paragraph, misspelt, written

BY_MANAGER = ("supervision", "oversight")
PLAIN = ("call", "email", "text", "unsuccessful", "missing", "sibling", "family_time")
SUPERVISION = {"Early Help": "rich", "Children in Care": "thin", "Leaving Care": "rich"}
LAGS = (((0, 1), 0.55), ((2, 5), 0.30), ((6, 20), 0.12), ((21, 34), 0.03))


@dataclass(frozen=True, kw_only=True)
class Note:
    """One case note. `labels` tell the tests what was done to it on purpose."""

    child_id: str
    happened_at: datetime
    recorded_at: datetime
    note_type: str
    title: str
    author_id: str
    author: str
    body: str
    kind: str
    labels: tuple[str, ...] = ()
    note_id: str = ""


def note_of(story: Story, happening: Happening, ledger: Ledger, before: Note | None) -> Note:
    """The note of one happening. `before` is the last visit's note, for those who copy forward."""
    rng = stream("note", story.child.child_id, happening.kind, happening.day, happening.number)
    author = _author(story, happening)
    slots = _slots(story, happening, author, rng)
    recipe = _recipe(story, happening, rng)
    teller = Teller(story, ledger, rng, slots, author)
    headings = happening.kind not in PLAIN and recipe.sections not in (TO_CHILD, THIN)
    headings = headings and author.style in ("bullet", "analytic", "jargon")
    paragraphs = _paragraphs(teller, story, happening, recipe, rng, headings=headings)
    body = written(paragraphs, author, rng, headings=headings)
    labels: tuple[str, ...] = ()
    if _copies(story, happening, before, rng):
        body, labels = f"{body}\n\n{_tail(before)}", ("copy_forward",)
    ledger.keep(words_of(body) if not labels else words_of(body)[: len(words_of(body)) // 2])
    happened = _moment(happening, rng)
    return Note(
        child_id=story.child.child_id,
        happened_at=happened,
        recorded_at=_recorded(story, happening, happened, author, rng),
        note_type=_type(story, happening, recipe),
        title=_title(story, happening, recipe, slots, rng),
        author_id=author.id,
        author=author.name,
        body=body,
        kind=happening.kind,
        labels=labels,
    )


def _author(story: Story, happening: Happening) -> Worker:
    everyone = workers()
    worker = everyone[story.child.worker]
    return everyone[worker.manager] if happening.kind in BY_MANAGER else worker


def _slots(story: Story, happening: Happening, author: Worker, rng: Random) -> dict[str, str]:
    slots = dict(story.words)
    if author.style in ("bullet", "jargon"):
        slots["dq"], slots["dq2"] = QUOTES[1]
    if author.habit == "misspells" and rng.random() < 0.12:
        slots["first"] = misspelt(slots["first"])
    caller = (happening.fact.caller if happening.fact else "") or _caller(story, rng)
    slots["caller"] = expand(caller, slots, rng)
    return slots


def _caller(story: Story, rng: Random) -> str:
    usual = {
        "EH": ("{lead}", "{carer}", "{hv}", "{aunt}", "{officer}"),
        "CIN": ("{lead}", "{carer}", "{other}", "{hv}", "{officer}", "{therapist}"),
        "CP": ("{lead}", "{carer}", "{pc}", "{hv}", "{gran}", "{therapist}", "{other}"),
        "CLA": ("{carer}", "{virtual}", "{iro}", "{lead}", "{therapist}", "{other}"),
        "CL": ("{first}", "{adviser}", "{officer}", "{carer}"),
    }
    return rng.choice(usual[story.child.stratum])


def _recipe(story: Story, happening: Happening, rng: Random) -> Recipe:
    recipe = RECIPES[happening.kind]
    if happening.kind == "supervision":
        depth = story.style("supervision") or SUPERVISION.get(story.child.team, "fair")
        if depth == "rich" and story.age < 99:
            return replace(recipe, sections=FULL, median=260)
        if depth == "thin" and rng.random() < 0.75:
            return replace(recipe, sections=THIN, median=14)
    if happening.kind == "visit" and _is_to_child(story, rng):
        return replace(recipe, sections=TO_CHILD)
    if happening.kind == "visit" and story.child.stratum == "CL":
        return replace(recipe, median=240)
    return recipe


def _is_to_child(story: Story, rng: Random) -> bool:
    """About a fifth of looked-after visits are written to the child."""
    if story.child.stratum != "CLA" or story.age < 5:
        return False
    usual = 0.5 if story.worker.style == "child" else 0.06
    return rng.random() < (0.8 if story.style("to_child") else usual)


def _paragraphs(
    teller: Teller,
    story: Story,
    happening: Happening,
    recipe: Recipe,
    rng: Random,
    *,
    headings: bool,
) -> list[Paragraph]:
    """Each section told until it has its share of the note's length."""
    target = _length(story, happening, recipe, rng)
    found: list[Paragraph] = []
    for section, heading, share in _sections(story, recipe):
        if section == "fact":
            told = [said] if happening.fact and (said := teller.tell(happening.fact.says)) else []
            found.append((heading, told))
        else:
            with teller.under(heading if headings else ""):
                found.append((heading, _told(teller, section, share * target, rng)))
    return found if any(said for _, said in found) else [("", [teller.tell_briefly()])]


def _told(teller: Teller, section: str, wanted: float, rng: Random) -> list[str]:
    said: list[str] = []
    count = 0
    while count < wanted and len(said) < MOST.get(section, 99):
        if wanted - count < 8 and rng.random() > (wanted - count) / 8:
            break
        text = teller.say(section)
        if not text:
            break
        said.append(text)
        count += len(text.split())
    return said


def _sections(story: Story, recipe: Recipe) -> tuple[Section, ...]:
    """The recipe's sections; where the record has no child's words, the adults take the room."""
    habit = story.worker.habit == "no_child_words" and not story.archetype.is_planted
    how = story.style("child_words", "none" if habit else "some")
    if how in ("some", "rich") or recipe.sections in (TO_CHILD, FULL):
        return recipe.sections
    keep = 0.25 if how == "little" else 0.0
    cut = ("words", "meet_view", "sup_child")
    sections = [s if s[0] not in cut else (s[0], s[1], s[2] * keep) for s in recipe.sections]
    return tuple((n, h, w * 1.6 if n == "carer" else w) for n, h, w in sections if w or n == "fact")


def _length(story: Story, happening: Happening, recipe: Recipe, rng: Random) -> float:
    if happening.fact and happening.fact.length:
        return happening.fact.length
    factor = _author(story, happening).length
    if story.planted_here:
        factor = min(factor, 1.0) * float(story.style("length", 1.0))
    drawn = rng.lognormvariate(math.log(recipe.median), recipe.sigma) * factor
    low = recipe.median * (0.35 if factor >= 0.6 else 0.1)
    return min(max(drawn, low), recipe.median * 3.0)


def _copies(story: Story, happening: Happening, before: Note | None, rng: Random) -> bool:
    copies = story.style("copy_forward") or story.worker.habit == "copy_forward"
    return bool(copies and before and happening.kind == "visit" and rng.random() < 0.35)


def _tail(note: Note | None) -> str:
    """The last paragraphs of an earlier note, as pasted under a new one."""
    blocks = note.body.split("\n\n") if note else [""]
    return "\n\n".join(blocks[-2:])


def _moment(happening: Happening, rng: Random) -> datetime:
    """Working hours, and 6% out of hours."""
    if happening.kind == "missing":
        return datetime.combine(happening.day, time(rng.randint(6, 9), rng.randint(0, 59)))
    hour = rng.randint(18, 21) if rng.random() < 0.06 else rng.randint(9, 17)
    return datetime.combine(happening.day, time(hour, rng.choice((0, 5, 10, 15, 20, 30, 40, 45))))


def _recorded(
    story: Story, happening: Happening, happened: datetime, author: Worker, rng: Random
) -> datetime:
    """When it was typed: half within a day, some much later; never after the extract."""
    fact = happening.fact
    if fact is not None and fact.lag is not None:
        lag = fact.lag
    elif happening.kind in ("missing", "text"):
        lag = 0
    else:
        shares = [(b, w + (author.late if b[0] == 21 else 0.0)) for b, w in LAGS]
        lag = rng.randint(*weighted(rng, shares))
    lag = min(lag, (story.season.as_of - happened.date()).days)
    if lag <= 0:
        return min(happened + timedelta(minutes=rng.randint(25, 160)), _end_of(happened))
    day = happened.date() + timedelta(days=lag)
    return datetime.combine(day, time(rng.randint(8, 18), rng.randint(0, 59)))


def _end_of(moment: datetime) -> datetime:
    return datetime.combine(moment.date(), time(23, 50))


def _type(story: Story, happening: Happening, recipe: Recipe) -> str:
    own = happening.fact.type if happening.fact else ""
    return own or TYPES.get((happening.kind, story.child.stratum.value), recipe.type)


def _title(
    story: Story, happening: Happening, recipe: Recipe, slots: Mapping[str, str], rng: Random
) -> str:
    fact = happening.fact
    if fact is not None and fact.title:
        return expand(fact.title, slots, rng)
    if happening.kind == "call":
        return expand("[T/C|Call|Call with|Phone] {caller}", slots, rng)
    if happening.kind == "email":
        topic = "[meeting dates|{first}|this week|update|attendance|referral|Thursday|plan]"
        return expand(f"[|RE: |RE: |FW: |RE: FW: ]{topic}", slots, rng)
    if happening.kind == "visit":
        own = {"EH": "Early help visit", "CIN": "CIN visit", "CP": "CP visit", "CLA": "Stat visit"}
        return own.get(story.child.stratum, "PA visit") + (
            f" ({slots['area']})" * rng.choice((0, 0, 1))
        )
    return recipe.title or _type(story, happening, recipe)
