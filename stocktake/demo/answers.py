"""What a reviewer writes in the form: from the truth of the story, in a fair reviewer's words."""

from collections.abc import Mapping
from dataclasses import dataclass

from stocktake.demo.practice.saying import STRONG, judging, one_of, read, stream_for, words_for
from stocktake.demo.thornmere.grading import grades_of
from stocktake.demo.thornmere.story import Story
from stocktake.frameworks.queries import Form, Item

Fields = dict[str, str]
OVERALL, SAFE_NOW = "overall", "safe-now"
DEPTHS = {"outstanding": 4, "good": 3, "requires_improvement": 2, "inadequate": 1}


@dataclass(frozen=True)
class Sheet:
    """One review's answers before and after the discussion, by item."""

    read: Mapping[str, Fields]
    discussed: Mapping[str, Fields]
    points: Mapping[str, str]
    notes: str


def sheet(
    story: Story,
    form: Form,
    safety: tuple[str, str],
    *,
    voice: str = "",
    shift: Mapping[str, str] | None = None,
) -> Sheet:
    """Everything that the reviewer of this story writes; a second reader has a voice of their own,
    and some grades, by theme, that they see otherwise."""
    grades = {**grades_of(story), **(shift or {})}
    first: dict[str, Fields] = {}
    later: dict[str, Fields] = {}
    points: dict[str, str] = {}
    for item in form.items_for(story.child.stratum.value):
        first[item.id] = _answer(story, item, grades, voice)
        after = _after_discussion(story, item, grades, in_depth=form.depth == "in depth")
        if after and not first[item.id].get("left_out"):
            later[item.id] = after
            points[item.id] = after.get("discussed", "")
    later[OVERALL] = {"grade": grades["overall"], "reason": _overall(story, grades["overall"])}
    later[SAFE_NOW] = {"answer": safety[0], "basis": safety[1]}
    said = {item: text for item, text in points.items() if text}
    return Sheet(read=first, discussed=later, points=said, notes=story_of_the_talk(story))


def story_of_the_talk(story: Story) -> str:
    """The reviewer's own note of the discussion; planted where the story says what was heard."""
    rng = stream_for("talk", story.child.child_id, story.season.key)
    if story.planted_here and story.archetype.discussion:
        text = story.archetype.discussion
        for name, word in story.words.items():
            text = text.replace("{" + name + "}", word)
        return text
    return one_of(list(read("judging-two")["discussed"]), words_for(story.age), rng)


def _answer(story: Story, item: Item, grades: Mapping[str, str], voice: str) -> Fields:
    theme = item.theme
    if item.graded and theme not in grades:
        return {
            "left_out": "not applicable",
            "reason": "There is nothing of this kind in the case.",
        }
    rng = stream_for(f"answer{voice}", story.child.child_id, story.season.key, item.id)
    grade = grades.get(theme, rng.choice(("good", "requires_improvement")))
    strong = grade in STRONG
    frames, slots = judging(item.id), words_for(story.age)
    fields = {"working": one_of(frames["strong" if strong else "weak"], slots, rng)}
    if grade == "outstanding" and len(frames["strong"]) > 1:
        fields["working"] = _two(frames["strong"], slots, rng)
    if not strong or (grade == "good" and rng.random() < 0.4):
        better = frames["better" if strong else "worse"]
        fields["develop"] = (
            _two(better, slots, rng) if grade == "inadequate" else one_of(better, slots, rng)
        )
        banks = read("judging-two")
        fields["system"] = one_of(list(banks["helped" if strong else "hindered"]), slots, rng)
    if item.graded:
        fields["grade"] = grade
        fields["record_depth"] = str(_record_depth(story, item, grade))
    fields["reason"] = "Read across the six months; no single passage shows it."
    return fields


def _two(frames: list[str], slots: Mapping[str, str], rng: object) -> str:
    picked = rng.sample(frames, 2) if len(frames) > 1 else [frames[0]]  # type: ignore[attr-defined]
    return " ".join(one_of([frame], slots, rng) for frame in picked)  # type: ignore[arg-type]


def _record_depth(story: Story, item: Item, grade: str) -> int:
    planted = story.archetype.labels if story.planted_here else {}
    if item.id == "systemic" and "record_depth" in planted:
        return int(planted["record_depth"])
    return DEPTHS[grade]


def _after_discussion(
    story: Story, item: Item, grades: Mapping[str, str], *, in_depth: bool
) -> Fields:
    """What the discussion added: depth heard, what was said, what should move into the record."""
    grade = grades.get(item.theme)
    if not in_depth or grade is None or not item.graded:
        return {}
    rng = stream_for("discussed", story.child.child_id, story.season.key, item.id)
    depth = _record_depth(story, item, grade)
    heard = min(4, depth + rng.choice((0, 0, 0, 1, 1)))
    if item.id in ("systemic", "lived-experience"):
        heard = min(4, depth + rng.choice((0, 1, 1, 2)))
    if (
        item.id == "systemic"
        and story.planted_here
        and "discussion_depth" in story.archetype.labels
    ):
        heard = int(story.archetype.labels["discussion_depth"])
    fields = {"discussion_depth": str(heard)}
    banks, slots = read("judging-two"), words_for(story.age)
    if heard > depth:
        fields["discussed"] = one_of(list(banks["discussed"]), slots, rng)
        fields["to_record"] = one_of(list(banks["move_to_record"]), slots, rng)
    return fields


def _overall(story: Story, grade: str) -> str:
    rng = stream_for("overall", story.child.child_id, story.season.key)
    frames = judging(OVERALL)
    text = one_of(frames["strong" if grade in STRONG else "weak"], words_for(story.age), rng)
    return f"{text} {one_of(frames['better' if grade in STRONG else 'worse'], words_for(story.age), rng)}"
