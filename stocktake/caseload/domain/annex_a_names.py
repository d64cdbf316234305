"""Other headers under which councils and their systems give the columns of Annex A.

Patterns of whole headers, folded (lower case, single spaces, straight quotes): the words that tell
a column from the others of its list. The official header needs no pattern.
"""

_DAY = r"(date|day|dt)"
_ANY = r".*"
_END = r"(ended|\bend\b|end date|ceased|closed|closure|completed|completion|finished)"

EVERY = {
    "child_id": r"(child|childs|child's|childrens|person|client|pupil|service user|young person|yp|"
    r"case|mosaic|lcs|liquidlogic|eclipse|carefirst|system|local|lac|la child)( ?unique)?"
    r"( ?case| ?person| ?system)? ?(id|identifier|id number|ref|reference|number|no)|"
    r"(unique )?(id|identifier)|upi|child",
    "sex": r"(sex|gender|sex/gender|gender/sex|sex at birth|gender identity)( of child)?",
    "ethnicity": r"(ethnic|ethnic origin|ethnic group|ethnicity)( code| description| of child)*",
    "date_of_birth": r"(dob|d o b|d\.o\.b|birth ?date|date of birth.*|child'?s? dob|"
    r"child'?s? date of birth|(expected )?date of birth.*)",
    "age": r"(child'?s? )?age( of child| of young person)?( \(?(in )?years\)?| at .*)?",
    "disability": r"(.*disab.*)",
    "allocated_team": r"(.*\bteam\b.*)",
    "allocated_worker": r"(.*(worker|practitioner|case ?holder|key ?worker|\bsw)\b(?! team).*)",
    "household_id": r"(family|household|sibling group|sibship)( unique)?( id| identifier| number| ref)?",
}
LISTS: dict[int, dict[str, str]] = {
    1: {"contact_on": rf"{_ANY}(date{_ANY}contact|contact{_ANY}date|received){_ANY}",
        "source": r".*source.*"},
    2: {"started_on": r".*\bstart.*", "ended_on": rf".*{_END}.*(?<!by)",
        "organisation": r".*(organisation|organization|agency|lead professional).*"},
    3: {"referred_on": rf"{_ANY}(date{_ANY}referral|referral{_ANY}(date|start|received)|referred on){_ANY}",
        "source": r".*source.*", "nfa": r".*(nfa|no further action).*",
        "earlier": r".*(number|no|count|#)\.?( of)?.*referrals.*|re-?referrals.*"},
    4: {"started_on": r"(?!.*(seen|authoris|outcome|team|worker)).*\bstart.*",
        "seen": r".*seen.*", "authorised_on": rf".*(authoris|authoriz|{_END}).*",
        "outcome": r"(.*(was the child assessed|requiring|in need of).*|outcome.*|.*outcome)"},
    5: {"started_on": r"(?!.*(icpc|conference|number|deemed)).*(strategy|section 47|s47).*"
        r"(date|start).*", "unneeded": r".*(unnecessary|not required|not needed).*",
        "conference_on": r"(?!.*(result|deemed|number|required|target)).*"
        r"(date.*(conference|icpc)|(conference|icpc).*date).*",
        "plan": r".*(result|outcome).*",
        "enquiries": r".*(number|no|count)\.?( of)? (section 47|s47).*|s47s? in .*",
        "conferences": r".*(number|no|count)\.?( of)? (icpc|initial).*|icpcs? in .*"},
    6: {"opened_on": r"(?!.*(clos|end|birth)).*(cin|episode|referral|case).*"
        r"(start|open|date).*|date opened|start date|opened on",
        "need": r".*\bneed\b.*(code|reason|category)?.*", "seen_on": r".*seen.*",
        "closed_on": rf"(?!.*reason).*{_END}.*", "closure_reason": r".*reason.*",
        "case_status": r"(case |current )?status.*|.*case status.*"},
    7: {"started_on": r"(?!.*(end|visit|review|emergency)).*start.*",
        "initial_category": r".*(initial|first|original).*(category|abuse).*",
        "category": r".*(latest|current|last).*(category|abuse).*|category( of abuse)?",
        "visited_on": r"(?!.*alone).*visit.*", "seen_alone": r".*alone.*",
        "reviewed_on": r".*(review|rcpc).*", "ended_on": rf"(?!.*start).*{_END}.*",
        "emergency": r".*(emergency|epo|police p).*",
        "earlier": r".*(number|no|count|previous).*(plans|cpps?\b).*"},
    8: {"uasc": r".*(unaccompanied|uasc).*",
        "started_on": r"(?!.*(legal|placement|birth|ceased)).*(start|became|date of becoming|admi).*"
        r"(looked after|lac|cla|care)?.*",
        "need": r".*\bneed\b.*", "again": r".*(second|2nd|subsequent|repeat).*",
        "legal_on": r".*legal status.*(start|date).*|.*(start|date).*legal status.*",
        "legal_status": r"(?!.*(start|date)).*legal.*",
        "reviewed_on": r"(?!.*(health|pep)).*review.*",
        "visited_on": r"(?!.*(iro|reviewing)).*visit.*",
        "permanence": r".*permanence.*", "iro_on": r".*(\biro\b|reviewing officer).*",
        "health_on": r".*(health|\bi?r?ha\b).*", "dental_on": r".*(dental|dentist).*",
        "placements": r".*(number|no|count)\.?( of)?.*placements.*",
        "ceased_on": r"(?!.*reason).*(ceased|\bend(ed)?\b|left care).*",
        "ceased_reason": r".*reason.*(ceas|end|left).*",
        "placed_on": r"(?!.*(legal|looked)).*(start|date).*placement.*|.*placement.*(start|date).*",
        "placement_type": r".*placement.*type.*|type of placement",
        "provider": r".*provider.*", "postcode": r".*post ?code.*", "urn": r".*\burn\b.*",
        "location": r".*location.*|in ?/ ?out.*", "authority": r".*(\bla\b|local authority|authority).*placement.*|"
        r"placement.*(\bla\b|authority).*",
        "missing": r"(?!.*(interview|offered|accept)).*missing.*",
        "absent": r"(?!.*interview).*absent.*",
        "interview_offered": r".*offered.*", "interview_accepted": r".*accept.*"},
    9: {"uasc": r".*(unaccompanied|uasc).*", "adviser": r".*(advis[eo]r|\bpa\b).*",
        "allocated_worker": r"(?!.*advis)(.*(worker|practitioner|case ?holder|\bsw)\b.*)",
        "eligibility": r".*eligib.*", "reviewed_on": r".*(pathway|review).*",
        "in_touch": r"(?!.*date).*in touch.*", "contact_on": r".*(date|latest|last).*contact.*",
        "accommodation": r"(?!.*suitab).*accommodation.*", "suitability": r".*suitab.*",
        "activity": r".*(activity|eet|neet|employment).*"},
}  # fmt: skip


def pattern(number: int, column: str) -> str:
    """The pattern of other headers of a column; empty where there is none."""
    return LISTS.get(number, {}).get(column) or EVERY.get(column, "")
