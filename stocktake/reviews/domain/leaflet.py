"""The leaflet for a family: what it is for, that no is fine, how to complain. A council's own words,
with ours until it has some: plain, for a reading age of nine to eleven."""

from dataclasses import dataclass

from stocktake.core.settings import LINES, Setting

COMPLAINTS_HERE = "{complaints}"
_COMPLAINTS = "Tell your worker's manager, or ask the council for its complaints team. They must listen and answer you."  # fmt: skip
_ADULT = """Tell us what our help is like
We look at how well our workers do their job. You know best what it is like to get their help. We would like to hear from you.
What is it for?
We want to find out what helps and what does not. It is not about how you bring up your children. What you say helps us to do better.
Do I have to?
No. It is up to you. If you say no, nothing changes: you get the same help as before. You can leave out a question. You can stop at any time. You can change your mind later, and we wipe out what you said.
Who reads what I say?
The person who talks with you writes down your words. Your worker and their manager only read them if you say that is all right. Everybody else only sees how many families said something, never who said it.
Is anything passed on?
Yes, one thing. If we hear that somebody is not safe, we must tell people who can help. We will tell you first if we can.
Who can be with me?
You can have somebody you trust beside you. You can ask for an advocate: a person who is on your side and helps you to say what you want. If another language is easier for you, we bring an interpreter. We ask each person alone, so that everybody can speak freely.
What if I am not happy?
You can complain at any time. It does not change the help you get. {complaints}
What happens next?
We tell you what we did with what you said. Your phone number is wiped out soon after."""
_YOUNG = """Tell us what our help is like
Some grown-ups have the job to help children. We look at how well they do it. You know best what it is like for you. We would like to hear from you.
What is it for?
We want to find out what helps and what does not. What you say helps us to do better.
Do I have to?
No. It is up to you. If you say no, nothing changes and nobody is cross. You can leave out a question. You can stop when you like. You can change your mind later, and we wipe out what you said.
Who reads what I say?
The person who talks with you writes down your words. Your worker and their manager only read them if you say that is OK. Other people only see how many children said something, never who said it.
Is anything passed on?
Yes, one thing. If we hear that you or somebody else is not safe, we must tell people who can help. We will tell you first if we can.
Who can be with me?
You can have somebody you trust beside you. You can ask for an advocate: a person who is on your side and helps you to say what you want. If another language is easier for you, we bring somebody who speaks both.
What if I am not happy?
You can tell us, or any grown-up you trust. That is called a complaint, and it is allowed. {complaints}
What happens next?
We tell you what we did with what you said."""
_HELP = "One paragraph a line. The first line is the title; a line that ends in a question mark is a heading. {complaints} stands for how to complain."  # fmt: skip

COMPLAINTS = Setting(
    name="family_complaints",
    group="Reviews",
    label="How families can complain",
    help="Stands in the leaflets for families. Name a person or team, an address and a number.",
    default=_COMPLAINTS,
)
LEAFLET_ADULT = Setting(
    name="family_leaflet_adult",
    group="Reviews",
    label="Leaflet for parents, carers and other adults of a family",
    help=_HELP,
    kind=LINES,
    default=_ADULT,
)
LEAFLET_YOUNG = Setting(
    name="family_leaflet_young",
    group="Reviews",
    label="Leaflet for children and young people",
    help=_HELP,
    kind=LINES,
    default=_YOUNG,
)
LEAFLETS = {"adult": LEAFLET_ADULT, "young": LEAFLET_YOUNG}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A heading with its paragraphs; the first part's heading is the title."""

    heading: str
    paragraphs: tuple[str, ...]


def parts_of(lines: tuple[str, ...], complaints: str) -> tuple[Part, ...]:
    """The leaflet by headings."""
    found: list[tuple[str, list[str]]] = []
    for line in lines:
        if not found or line.endswith("?"):
            found.append((line, []))
        else:
            found[-1][1].append(line.replace(COMPLAINTS_HERE, complaints))
    return tuple(Part(heading=h, paragraphs=tuple(p)) for h, p in found)
