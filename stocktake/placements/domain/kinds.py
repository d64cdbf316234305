"""What kind of place a child lives in, by the law in force on the day.

Sources: SI 2015/541 reg 44 (monthly visits to registered children's homes); SI 2021/161 (under 16,
from 9 September 2021); SI 2023/416 (supported accommodation for 16 and 17 registers from 28
October 2023). There is no Regulation 44 for supported accommodation, by law.
"""

from datetime import date

SUPPORTED_REGISTERS_FROM = date(2023, 10, 28)
HOME = "registered_home"
SUPPORTED = "registered_supported"

KINDS: dict[str, str] = {
    HOME: "Registered children’s home",
    "home_unknown": "Children’s home, registration number not in the extract",
    SUPPORTED: "Registered supported accommodation",
    "registered_supported_applied": "Supported accommodation, application accepted and pending",
    "supported_unknown": "Supported accommodation, registration not in the extract",
    "unregistered": "Unregistered: should be registered and is not",
    "unregulated_historic": "Unregulated by the law of its day, before 28 October 2023",
    "foster_in_house": "Foster care, in-house",
    "foster_agency": "Foster care, agency",
    "connected_person": "Foster care with a connected person",
    "with_parents": "With parents",
    "placed_for_adoption": "Placed for adoption",
    "secure_or_custody": "Secure or custody",
    "residential_school": "Residential school",
    "hospital": "Hospital",
    "staying_put": "Staying put",
    "other": "Other, as written in the extract",
}
# Places that are settings of their own; a foster home is a family and is never listed as one.
SETTINGS = frozenset(
    {
        HOME,
        "home_unknown",
        SUPPORTED,
        "registered_supported_applied",
        "supported_unknown",
        "unregistered",
        "unregulated_historic",
        "residential_school",
        "secure_or_custody",
    }
)
# Words as councils write them; the first that matches decides.
_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("unregistered", ("unregistered",)),
    ("staying_put", ("staying put",)),
    ("placed_for_adoption", ("adopt",)),
    ("connected_person", ("connected", "kinship", "family and friends", "relative")),
    ("foster_agency", ("agency foster", "independent foster", "foster care, agency", "ifa")),
    ("foster_in_house", ("foster",)),
    ("residential_school", ("residential school",)),
    ("secure_or_custody", ("secure", "custody", "young offender")),
    ("hospital", ("hospital",)),
    ("with_parents", ("parent",)),
)
_SUPPORTED_WORDS = ("supported", "semi-independent", "independent living")
_HOME_WORDS = ("children's home", "children’s home", "residential home", "registered home")


def kind_of(words: str, *, setting_id: str, on: date) -> str:
    """A key of KINDS for what an extract says. Without a setting's number it cannot be told
    whether a home or supported accommodation is registered, and the kind says so."""
    said = words.strip().lower()
    if said in KINDS:
        return said
    if any(w in said for w in _SUPPORTED_WORDS) and "unregistered" not in said:
        if on < SUPPORTED_REGISTERS_FROM:
            return "unregulated_historic"
        return SUPPORTED if setting_id else "supported_unknown"
    if any(w in said for w in _HOME_WORDS) and "unregistered" not in said:
        return HOME if setting_id else "home_unknown"
    found = (kind for kind, each in _WORDS if any(w in said for w in each))
    return next(found, "other")


def about_regulation_44(kind: str) -> str:
    """What to expect of Regulation 44 here, in a sentence."""
    if kind == HOME:
        return "An independent person visits at least monthly and sends us the report."
    if kind in (SUPPORTED, "registered_supported_applied", "supported_unknown"):
        return (
            "Supported accommodation has no Regulation 44 by law. Our own visits are the oversight."
        )
    if kind == "unregistered":
        return "It should be registered and is not: no independent visits reach us. Act at once."
    if kind == "home_unknown":
        return (
            "Whether Regulation 44 applies cannot be told: the extract has no registration number."
        )
    return "Regulation 44 does not apply here."
