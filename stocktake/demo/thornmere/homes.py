"""Where looked-after children and care leavers live, and the homes' Regulation 44 reports."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from stocktake.core.periods import add_months
from stocktake.demo.thornmere.chance import stream
from stocktake.demo.thornmere.extract import Extract
from stocktake.demo.thornmere.story import Story

Row = Mapping[str, object]
HOMES = {  # setting id (an invented number), name
    "Quillmere House": "9900101",
    "Larkmoor View": "9900102",
    "Fenhurst Lodge": "9900103",
}
OTHER = {"Tallow Wharf Lodge": "9900201"}
SAYS = (
    "Calm house, good relationships. Education is a strength. Asks for a sleep plan for two young people.",
    "Two complaints, both answered within ten days. Rota shows agency staff on nine nights.",
    "Recommends a review of night staffing and that the same two people cover weekends.",
    "Young people spoke well of the manager. The fence by the lane needs repair; asked for last month.",
    "Records up to date. Asks the home to show how young people's views change the menu and the rota.",
    "Recommends that every return from a night away is followed by a talk, and written up.",
)
PLACES = {
    "U4": "U4: Foster placement - long term", "U6": "U6: Foster placement - not long term",
    "U3": "U3: Foster placement with relative or friend", "K2": "K2: Children's home",
    "H5": "H5: Supported accommodation", "P2": "P2: Independent living",
}  # fmt: skip
PROVIDERS = {"PR1": "PR1: Own provision", "PR4": "PR4: Private provision", "PR0": "PR0"}


@dataclass(frozen=True)
class Home:
    """Where one child lives: `code` is the type of Annex A."""

    code: str
    provider: str
    name: str
    setting: str
    in_area: str
    since: date


def home_of(story: Story) -> Home | None:
    """The child's home in this season, or None where they live with their family."""
    if story.child.stratum.value not in ("CLA", "CL"):
        return None
    facts = story.archetype.placement
    rng = stream("home", story.child.child_id)
    if story.child.stratum == "CL" and not facts:
        return Home("P2", "PR0", "Own tenancy", "", rng.choice(("yes", "yes", "no")), _since(story))
    code = facts.get("type", "U6")
    name = facts.get("name") or (rng.choice(sorted(HOMES)) if code == "K2" else "Foster home")
    return Home(
        code=code,
        provider=facts.get("provider", "PR1"),
        name=name,
        setting={**HOMES, **OTHER}.get(name, f"F{story.child.child_id}"),
        in_area=facts.get("in_area", "yes"),
        since=_since(story),
    )


def placement_of(story: Story) -> Row | None:
    """The row of placements.csv."""
    home = home_of(story)
    if home is None:
        return None
    return {
        "child_id": story.child.child_id,
        "placement_id": f"P{story.child.child_id}-{home.since:%y%m}",
        "started_on": home.since,
        "ended_on": None,
        "placement_type": PLACES[home.code],
        "provider": PROVIDERS[home.provider],
        "setting_id": home.setting,
        "setting_name": home.name,
        "in_area": home.in_area,
    }


def regulation44(extract: Extract) -> Iterator[Row]:
    """A report for each children's home and month; the planted home's last two are the unread."""
    season = extract.season
    for name, setting in HOMES.items():
        for number in range(6):
            first = add_months(season.window.start.replace(day=1), number)
            rng = stream("reg44", setting, first)
            visited = first + timedelta(days=rng.randint(3, 20))
            received = visited + timedelta(days=rng.randint(12, 30))
            if received > season.as_of:
                continue
            if name == "Larkmoor View" and number == 3:
                continue  # no report came for this month
            yield {
                "setting_id": setting,
                "setting_name": name,
                "month": f"{first:%Y-%m}",
                "visited_on": visited,
                "received_on": received,
                "placing_authority_copy": "yes"
                if name == "Quillmere House" or number % 2
                else "no",
                "summary": SAYS[(number + int(setting)) % len(SAYS)],
            }


def _since(story: Story) -> date:
    start = story.archetype.placement.get("start")
    if isinstance(start, list):
        moved = [h for h in story.archetype.facts if h.type == "Placement change"]
        start = moved[0].first_day if moved else start[0]
    if isinstance(start, int) and (story.planted_here or not story.archetype.is_planted):
        return story.season.day(start)
    rng = stream("since", story.child.child_id)
    return max(story.child.opened, story.season.window.start - timedelta(days=rng.randint(40, 400)))
