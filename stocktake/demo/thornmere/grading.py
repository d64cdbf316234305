"""The grade that fair reviewers would give each theme of a story: its truth, not their opinion.

Shares follow the picture of the invented service: relationships and care leavers strong, education
plans very good, curiosity, lived experience, supervision and oversight of homes uneven.
"""

from collections.abc import Mapping

from stocktake.demo.thornmere.chance import stream, weighted
from stocktake.demo.thornmere.homes import home_of
from stocktake.demo.thornmere.story import Story

OUTSTANDING, GOOD, RI, INADEQUATE = "outstanding", "good", "requires_improvement", "inadequate"
SCALE = (OUTSTANDING, GOOD, RI, INADEQUATE)
# Shares of the four grades for each theme, in hundredths.
USUAL: Mapping[str, tuple[int, int, int, int]] = {
    "contacts": (15, 65, 20, 0), "relationships": (40, 52, 8, 0), "partnership": (20, 60, 20, 0),
    "safety": (8, 66, 24, 2), "curiosity": (4, 38, 50, 8), "lived-experience": (18, 42, 34, 6),
    "education-plans": (45, 48, 7, 0), "visits": (14, 62, 22, 2), "direct-work": (20, 52, 26, 2),
    "systemic": (18, 50, 30, 2), "supervision": (10, 38, 44, 8), "placements": (10, 44, 40, 6),
    "regulation-44": (0, 12, 50, 38), "looked-after": (25, 58, 17, 0),
    "care-leavers": (45, 45, 10, 0), "creative": (30, 52, 18, 0),
}  # fmt: skip
THEMES_BY_STRATUM = {
    "contacts": ("EH", "CIN", "CP"), "placements": ("CLA", "CL"), "regulation-44": ("CLA",),
    "looked-after": ("CLA",), "care-leavers": ("CL",), "creative": ("CLA", "CL"),
    "education-plans": ("CLA",),
}  # fmt: skip


def grades_of(story: Story) -> Mapping[str, str]:
    """The true grade by theme; a theme that does not apply is left out. "overall" is the last."""
    found = {theme: _grade(story, theme) for theme in USUAL if _applies(story, theme)}
    own = story.archetype.grades if story.planted_here else {}
    found |= {t: g for t, g in own.items() if t in found}
    found["overall"] = own.get("overall") or _overall(found)
    return found


def _applies(story: Story, theme: str) -> bool:
    strata = THEMES_BY_STRATUM.get(theme)
    if strata is not None and story.child.stratum.value not in strata:
        return False
    if theme == "education-plans":
        return story.age >= 4
    if theme == "regulation-44":
        home = home_of(story)
        return home is not None and home.code == "K2"
    return True


def _grade(story: Story, theme: str) -> str:
    rng = stream("grade", story.child.child_id, story.season.key, theme)
    shares = list(USUAL[theme])
    if theme == "supervision" and story.child.stratum == "EH":
        shares = [40, 45, 15, 0]
    if theme == "lived-experience" and story.worker.habit == "no_child_words":
        shares = [0, 15, 65, 20]
    if story.season.key == "october":  # the service learned something from April
        shares = [shares[0] + 3, shares[1] + 5, max(shares[2] - 6, 2), max(shares[3] - 2, 0)]
    return weighted(rng, list(zip(SCALE, map(float, shares), strict=True)))


def _overall(grades: Mapping[str, str]) -> str:
    """The middle of the grades, one step down where safety is not good enough."""
    places = sorted(SCALE.index(g) for g in grades.values())
    middle = places[len(places) // 2]
    if grades.get("safety") in (RI, INADEQUATE):
        middle = max(middle, 2)
    return SCALE[middle]
