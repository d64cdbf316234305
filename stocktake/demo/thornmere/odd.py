"""TH-1028: the odd notes that a real recording system holds, and that must come out as they are."""

from dataclasses import replace

from stocktake.demo.thornmere.chance import stream
from stocktake.demo.thornmere.notes import Note
from stocktake.demo.thornmere.story import Story
from stocktake.demo.thornmere.telling import Ledger, Teller

SCRIPT = "<script>alert('Thornmere')</script>"
PASTED = """<html><body><p style="font-family:Calibri">Dear colleague,&nbsp;</p>
<table border="1"><tr><td>Mon</td><td>in</td></tr><tr><td>Tue</td><td>late <b>(bus)</b></td></tr>
</table><p>Regards<br>The office</p></body></html>"""
EMOJI = "Text from {first}: 🎉🎉 got into coding club!!! 👩🏽‍💻🐈 can u tell mum pls 🙏 she is asleep 💤"
ARABIC = "قالت الجدة إن {first} ينام جيدًا الآن ويذهب إلى المدرسة كل يوم. نشكركم على المترجم."
POLISH = "Wiadomość od cioci: „{first} czuje się lepiej, ale tęskni za babcią. Proszę o telefon we środę.”"
WELSH = "Nodyn gan y nyrs: mae {first} yn hapusach, yn bwyta’n well ac yn cysgu drwy’r nos. Diolch yn fawr."
LONG = 8_000


def odd_notes(story: Story, like: list[Note]) -> list[Note]:
    """The odd notes, dated as some of the story's own: same children, same authors."""
    first = story.first
    bodies = (
        ("Case note", "", "", "empty"),
        ("Case note", "Chronology copied from old system", _chronology(story), "very_long"),
        ("E-mail", "FW: attendance", PASTED, "html"),
        ("Text message", "Text 🎉", EMOJI.replace("{first}", first), "emoji"),
        (
            "Telephone call",
            "Grandmother, by interpreter",
            ARABIC.replace("{first}", first),
            "arabic",
        ),
        ("E-mail", "Wiadomość", POLISH.replace("{first}", first), "polish"),
        ("E-mail", "Nodyn", WELSH.replace("{first}", first), "welsh"),
        ("Case note", f"Test {SCRIPT}", f"Pasted from a web form: {SCRIPT} end of form.", "script"),
    )
    step = max(1, len(like) // (len(bodies) + 1))
    return [
        replace(
            like[step * (i + 1)],
            note_type=t,
            title=title,
            body=body,
            kind="odd",
            labels=("odd", mark),
        )
        for i, (t, title, body, mark) in enumerate(bodies)
    ]


def _chronology(story: Story) -> str:
    """Eight thousand words, as pasted from a system that no longer exists."""
    rng = stream("chronology", story.child.child_id)
    lines: list[str] = []
    words, year, month = 0, 2015, 1
    while words < LONG:
        teller = Teller(story, Ledger(), rng, story.words)
        said = [teller.say(s) for s in ("call", "carer", "partner", "seen", "next")]
        lines.append(
            f"{rng.randint(1, 28):02d}/{month:02d}/{year}: {' '.join(s for s in said if s)}"
        )
        words += len(lines[-1].split())
        month, year = (1, year + 1) if month == 12 else (month + 1, year)
    return "\n".join(lines)
