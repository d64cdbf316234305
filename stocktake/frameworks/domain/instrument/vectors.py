"""The test vectors that an instrument carries: run whenever it is loaded."""

from collections.abc import Iterator, Mapping
from typing import Any

from stocktake.frameworks.domain.instrument import rating
from stocktake.frameworks.domain.instrument.answers import answers_of
from stocktake.frameworks.domain.instrument.compiled import Compiled
from stocktake.frameworks.domain.instrument.compiling import Found
from stocktake.frameworks.domain.instrument.domains import Unenumerable
from stocktake.frameworks.domain.instrument.enumerating import enumerated
from stocktake.frameworks.domain.instrument.names import Loc
from stocktake.frameworks.domain.instrument.parts import Vector


def failing(done: Compiled) -> list[Found]:
    """The vectors that do not come out as they say, with what came instead."""
    found: list[Found] = []
    for i, vector in enumerate(done.instrument.vectors):
        loc: Loc = ("vectors", i)
        if bool(vector.item) == bool(vector.expect):
            found.append((loc, "A vector needs “answers” and “expect”, or “item” and “counts”."))
        elif vector.item:
            found += _counts(done, vector, loc)
        else:
            found += _ratings(done, vector, loc)
    return found


def fixed_facts(done: Compiled, written: Mapping[str, Any] | None) -> dict[str, Any]:
    """Answers to hold fixed while enumerating, by path; written like the answers of a case.

    Raises Unenumerable when one of them fits no question.
    """
    answers = answers_of(done, written or {})
    if answers.refused:
        first = answers.refused[0]
        raise Unenumerable(f"{first.path}: {first.because}")
    ratings = {f"rating:{unit}": level for unit, level in answers.given.items()}
    return {**answers.values, **ratings}


def result_of(judged: rating.Judged) -> str:
    """What a vector may expect: the rating that stands, else the status."""
    return judged.rating or judged.status


def _ratings(done: Compiled, vector: Vector, loc: Loc) -> Iterator[Found]:
    rated = rating.rate(done, vector.answers or {})
    for name, wanted in vector.expect.items():
        judged = rated.judged.get(name)
        if judged is None:
            yield (*loc, "expect", name), f"There is no item or outcome “{name}”."
        elif (came := result_of(judged)) != wanted:
            more = f" ({judged.way.id})" if judged.way else _why(judged)
            said = f"The vector expects {wanted} for “{name}”, and {came}{more} comes of it."
            yield (*loc, "expect", name), said
    if not any(j.refused for j in rated.judged.values()) and rated.refused:
        first = rated.refused[0]
        yield (*loc, "answers"), f"{first.path}: {first.because}"


def _why(judged: rating.Judged) -> str:
    if judged.missing:
        return f" (not answered: {', '.join(judged.missing)})"
    return f" ({judged.refused[0].because})" if judged.refused else ""


def _counts(done: Compiled, vector: Vector, loc: Loc) -> Iterator[Found]:
    try:
        found = enumerated(done, vector.item, fixed_facts(done, vector.given))
    except KeyError:
        yield (*loc, "item"), f"There is no item or outcome “{vector.item}”."
        return
    except Unenumerable as why:
        yield loc, str(why)
        return
    facts = (found.lawful if vector.lawful else found.every).as_facts()
    came = {"combinations": facts["combinations"], **facts["counts"]}
    for name, wanted in vector.counts.items():
        if came.get(name, 0) != wanted:
            said = f"The vector expects {name} {wanted}, and {came.get(name, 0)} come of it."
            yield (*loc, "counts", name), said
