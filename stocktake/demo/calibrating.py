"""The calibration case before a round: Owen and Prue rate it alone, Nadia closes it."""

from collections.abc import Mapping

from stocktake.demo import cast
from stocktake.demo.timing import Day
from stocktake.frameworks import queries as frameworks
from stocktake.reviews import acts, queries
from stocktake.reviews.domain.calibrations import Reference
from stocktake.rounds import queries as rounds

APRIL, OCTOBER = "corner-house", "second-phone"
# Where a reviewer saw it otherwise: item, and the grade with why.
SEEN = {
    APRIL: {
        "owen.auditor": {"visits": ("good", "Each visit has a purpose and the child in it."),
                         "safety": ("requires_improvement", "The summer without a visit weighs more than the reasons.")},
        "prue.chair": {"partnership": ("requires_improvement", "The father was left out until he rang.")},
    },
    OCTOBER: {
        "owen.auditor": {"partnership": ("inadequate", "School told us of a man at the gate and was answered a week later.")},
        "prue.chair": {},
    },
}  # fmt: skip
LEARNT = {
    APRIL: "A long gap outweighs good visits on either side of it: the form asks for frequency and purpose together. Reasons that are written count even where the dates do not please.",
    OCTOBER: "Signs that stand apart in several notes are read together before any of them is graded. A task that was set and not done is not oversight.",
}


def calibrate(round_id: str, key: str, day: Day) -> None:
    """Opened, rated by both, closed with what was agreed."""
    vignette = next(v for v in queries.vignettes() if v.key == key)
    form = frameworks.form(rounds.round_(round_id).form_in_depth)
    labels = {i.id: i.label for i in form.items}
    reference = [
        Reference(item=item, label=labels[item], grade=grade, why=why)
        for item, (grade, why) in vignette.reference.items()
    ]
    opened = acts.open_calibration(
        round_id=round_id,
        title=vignette.title,
        text=vignette.text,
        reference=reference,
        by=cast.who("nadia.qa"),
        at=day.next(),
    )
    for login, otherwise in SEEN[key].items():
        acts.rate_calibration(
            calibration_id=opened,
            ratings=_ratings(vignette.reference, otherwise),
            by=cast.who(login),
            at=day.next(18),
        )
    acts.close_calibration(
        calibration_id=opened, learnt=LEARNT[key], by=cast.who("nadia.qa"), at=day.next(40)
    )


def _ratings(
    reference: Mapping[str, tuple[str, str]], otherwise: Mapping[str, tuple[str, str]]
) -> dict[str, tuple[str, str]]:
    return {item: otherwise.get(item, (grade, "")) for item, (grade, _) in reference.items()}
