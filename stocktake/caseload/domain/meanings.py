"""Other ways in which councils write the values of a list: folded text -> the value as listed.

Only what can mean one thing is here; anything else is shown once, by frequency, to be mapped.
"""

from collections.abc import Iterable, Mapping

YES_NO = {
    "y": "Yes", "true": "Yes", "1": "Yes", "n": "No", "false": "No", "0": "No",
    "not known": "Unknown", "u": "Unknown", "nk": "Unknown",
}  # fmt: skip
SEX = {
    "m": "Male", "boy": "Male", "1": "Male", "f": "Female", "girl": "Female", "2": "Female",
    "u": "Not stated/recorded", "unknown": "Not stated/recorded", "9": "Not stated/recorded",
    "0": "Not stated/recorded", "not stated": "Not stated/recorded",
    "not recorded": "Not stated/recorded", "not known": "Not stated/recorded",
    "indeterminate": "Neither", "other": "Neither",
}  # fmt: skip
ETHNICITY = {
    "white british": "WBRI", "white english": "WBRI", "british": "WBRI", "white irish": "WIRI",
    "irish": "WIRI", "traveller of irish heritage": "WIRT", "irish traveller": "WIRT",
    "any other white background": "WOTH", "white other": "WOTH", "other white": "WOTH",
    "gypsy roma": "WROM", "gypsy/roma": "WROM", "roma": "WROM",
    "white and black caribbean": "MWBC", "white and black african": "MWBA",
    "white and asian": "MWAS", "any other mixed background": "MOTH", "mixed other": "MOTH",
    "indian": "AIND", "asian indian": "AIND", "pakistani": "APKN", "asian pakistani": "APKN",
    "bangladeshi": "ABAN", "asian bangladeshi": "ABAN", "any other asian background": "AOTH",
    "asian other": "AOTH", "caribbean": "BCRB", "black caribbean": "BCRB", "african": "BAFR",
    "black african": "BAFR", "any other black background": "BOTH", "black other": "BOTH",
    "chinese": "CHNE", "any other ethnic group": "OOTH", "other ethnic group": "OOTH",
    "refused": "REFU", "not yet obtained": "NOBT", "not obtained": "NOBT",
    "information not yet obtained": "NOBT", "unknown": "NOBT", "not known": "NOBT",
}  # fmt: skip
CASE_STATUS = {
    "lac": "Looked after child", "cla": "Looked after child", "cic": "Looked after child",
    "looked after": "Looked after child", "child looked after": "Looked after child",
    "child in care": "Looked after child", "children in care": "Looked after child",
    "cp": "Child Protection plan", "cpp": "Child Protection plan",
    "cp plan": "Child Protection plan", "child protection": "Child Protection plan",
    "cin": "Child in need plan", "cin plan": "Child in need plan",
    "child in need": "Child in need plan", "assessment": "Open assessment",
    "in assessment": "Open assessment", "closed": "Closed episode", "closed case": "Closed episode",
}  # fmt: skip
STRATUM = {
    "early help": "EH", "family help": "EH", "eh": "EH", "child in need": "CIN",
    "child in need plan": "CIN", "cin plan": "CIN", "open assessment": "CIN",
    "child protection": "CP", "child protection plan": "CP", "cp plan": "CP", "cpp": "CP",
    "looked after": "CLA", "looked after child": "CLA", "child looked after": "CLA", "lac": "CLA",
    "cic": "CLA", "child in care": "CLA", "care leaver": "CL", "care leavers": "CL",
    "leaving care": "CL",
}  # fmt: skip
MODE = {
    "face to face": "in_person", "f2f": "in_person", "in person": "in_person",
    "home visit": "in_person", "direct": "in_person", "virtual": "video", "video call": "video",
    "teams": "video", "zoom": "video", "skype": "video", "whatsapp": "video", "facetime": "video",
    "telephone": "phone", "phone call": "phone", "telephone call": "phone", "call": "phone",
}  # fmt: skip
OUTCOME = {
    "completed": "visit", "successful": "visit", "seen": "visit", "done": "visit",
    "unsuccessful": "attempt", "attempted": "attempt", "failed": "attempt", "no reply": "attempt",
    "not in": "attempt", "no access": "attempt", "cancelled": "attempt",
}  # fmt: skip


def by_code(codes: Iterable[str]) -> dict[str, str]:
    """The part before the colon alone, or in lists without one the code itself: "N1", "RC8"."""
    found = {c.partition(":")[0].strip().lower(): c for c in codes if ":" in c}
    return {k: v for k, v in found.items() if len(k) <= 4}


def joined(*lists: Mapping[str, str]) -> dict[str, str]:
    """Several of them as one; the later wins."""
    return {k: v for one in lists for k, v in one.items()}
