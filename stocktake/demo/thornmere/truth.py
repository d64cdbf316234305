"""What the tests may expect: labels by child and by note, and patterns that must or must not be found."""

from collections.abc import Mapping
from typing import Any

from stocktake.demo.thornmere.extract import Case, Extract
from stocktake.demo.thornmere.grading import grades_of


def truth(extract: Extract) -> Mapping[str, Any]:
    """The truth labels of one extract."""
    marked = {n.note_id: list(n.labels) for n in extract.notes if n.labels}
    return {
        "season": extract.season.key,
        "children": {c.story.child.ref: _of(c) for c in extract.cases if c.story.sampled},
        "notes": marked,
    }


def _of(case: Case) -> Mapping[str, Any]:
    story = case.story
    here = story.planted_here
    return {
        "child_id": story.child.child_id,
        "story": story.archetype.key,
        "first_name": story.first,
        "labels": dict(story.archetype.labels) if here else {},
        "expect": [dict(e) for e in story.archetype.expect] if here else [],
        "grades": dict(grades_of(story)),
    }
