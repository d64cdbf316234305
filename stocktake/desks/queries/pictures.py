"""Three pictures of a round: grades by stratum, themes by stratum, actions over time."""

from collections import Counter
from dataclasses import dataclass

from stocktake.actions import queries as actions
from stocktake.actions.pictures import burn_down_figure
from stocktake.core.strata import DEFAULT_LABELS
from stocktake.findings.pictures import heat_map_figure
from stocktake.record import clock
from stocktake.reviews import queries as reviews
from stocktake.rounds import queries as rounds
from stocktake.ui.charts import Figure, Graded, grades_by_stratum

PICTURES = ("grades", "themes", "actions")


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A figure of the home page; `name` is how its file is asked for."""

    name: str
    figure: Figure


def pictures(round_id: str, *, links: bool) -> tuple[Picture, ...]:
    """All three, in the order of the page. `links`: the cells of the heat map lead somewhere."""
    return tuple(Picture(name=n, figure=picture(round_id, n, links=links)) for n in PICTURES)


def picture(round_id: str, name: str, *, links: bool = False) -> Figure:
    """One of PICTURES. Actions are those of every round: an action outlives its round."""
    if name == "grades":
        return _grades(round_id)
    if name == "themes":
        return heat_map_figure(round_id, links=links)
    return burn_down_figure(actions.progress(clock.today()))


def _grades(round_id: str) -> Figure:
    rows = reviews.grades(round_id)
    found = []
    for stratum in rounds.round_(round_id).strata:
        given = Counter(r.grade for r in rows if r.stratum == stratum)
        waiting = given.pop("", 0)
        found.append(Graded(words=DEFAULT_LABELS[stratum], grades=dict(given), waiting=waiting))
    return grades_by_stratum(found)
