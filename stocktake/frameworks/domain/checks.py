"""What a schema cannot say about a file: ids that repeat, references that lead nowhere."""

from collections import Counter
from collections.abc import Iterable, Sequence

from stocktake.frameworks.domain.content import (
    GRADES,
    Baseline,
    Content,
    Form,
    Framework,
    Themes,
)

Found = tuple[tuple[str | int, ...], str]  # where in the file, and the sentence
SAFE = ("yes", "needs further exploration", "immediate measures")


def mistakes_in(content: Content) -> list[Found]:
    """Every mistake in a content that already fits its schema."""
    if isinstance(content, Framework):
        return list(_framework(content))
    if isinstance(content, Form):
        return list(_form(content))
    if isinstance(content, Baseline):
        return _twice("statements", [s.id for s in content.statements])
    if isinstance(content, Themes):
        return _twice("themes", [t.id for t in content.themes])
    return []  # an instrument's own mistakes are told when it is compiled


def _framework(framework: Framework) -> Iterable[Found]:
    yield from _twice("areas", [a.id for a in framework.areas])
    yield from _twice("criteria", [c.id for c in framework.criteria])
    if framework.ends and framework.ends < framework.starts:
        yield ("ends",), "“ends” is before “starts”."
    if tuple(g.id for g in framework.scale) != GRADES:
        yield ("scale",), f"The scale needs these ids in this order: {', '.join(GRADES)}."
    areas = {area.id for area in framework.areas}
    for i, criterion in enumerate(framework.criteria):
        if criterion.area not in areas:
            yield ("criteria", i, "area"), f"There is no area “{criterion.area}” above."


def _form(form: Form) -> Iterable[Found]:
    if tuple(a.id for a in form.safe_now.answers) != SAFE:
        yield ("safe_now", "answers"), f"The answers need these ids: {', '.join(SAFE)}."
    if not form.graded and form.overall:
        yield ("overall",), "A form without grades asks no grade of the whole."
    for i, item in enumerate(form.items):
        if (item.record_scale or item.discussion_scale) and len(item.anchors) != 4:
            yield ("items", i), f"“{item.id}” has a scale, so it needs four anchors."
        if item.graded and not form.graded:
            yield ("items", i), f"“{item.id}” is graded in a form without grades."
    if not form.items:
        yield ("items",), "A form needs at least one item."


def _twice(where: str, ids: Sequence[str]) -> list[Found]:
    counted, first = Counter(ids), {id_: ids.index(id_) for id_ in ids}
    return [
        ((where, i, "id"), f"The id “{id_}” stands twice.")
        for i, id_ in enumerate(ids)
        if counted[id_] > 1 and i != first[id_]
    ]
