"""How a worker writes: five voices, and the habits of a busy office."""

import re
from random import Random

from stocktake.demo.thornmere.town import Worker

Paragraph = tuple[str, list[str]]  # heading, sentences

_I = re.compile(r"^I (noticed|saw|asked|said|sat|watched|wonder)\b")
JARGON = (
    (re.compile(r"\b[Ww]orries\b"), "risk factors"),
    (re.compile(r"\btalked about\b"), "explored"),
    (re.compile(r"\bgone through with\b"), "progressed with"),
    (re.compile(r"\bmeeting\b"), "network meeting"),
)
MISSPELT = (("ie", "ei"), ("y", "ie"), ("ck", "k"), ("l", "ll"), ("a", "ar"))


def written(paragraphs: list[Paragraph], worker: Worker, rng: Random, *, headings: bool) -> str:
    """The paragraphs in the worker's voice."""
    kept = [(heading, said) for heading, said in paragraphs if said]
    if worker.style == "bullet":
        return "\n".join(_bullets(kept, headings))
    if worker.style in ("analytic", "jargon") and headings:
        blocks = [f"{h.upper() if worker.style == 'jargon' else h}\n{' '.join(s)}" if h else " ".join(s)
                  for h, s in kept]  # fmt: skip
        return "\n\n".join(blocks)
    return "\n\n".join(_flowing([s for _, s in kept], rng))


def misspelt(name: str) -> str:
    """The name as somebody writes it who never checked."""
    for right, wrong in MISSPELT:
        if right in name[1:]:
            return name[0] + name[1:].replace(right, wrong, 1)
    return name + "e"


def signature(name: str, role: str, rng: Random) -> str:
    """The block under an e-mail."""
    line = rng.choice(("Thornmere Borough Council", "Children’s Services, Thornmere", "Thornmere"))
    warning = rng.choice(
        (
            "Please consider the environment before printing.",
            "This message may contain personal information.",
            "",
        )
    )
    return "\n".join(part for part in ("", "--", name, role, line, warning) if part or not part[:1])


def _bullets(paragraphs: list[Paragraph], headings: bool) -> list[str]:
    lines: list[str] = []
    for heading, said in paragraphs:
        if heading and headings:
            lines.append(f"{heading}:")
        lines += [f"- {_I.sub(lambda m: m.group(1).capitalize(), s)}" for s in said]
    return lines


def _flowing(paragraphs: list[list[str]], rng: Random) -> list[str]:
    """Paragraphs of two to six sentences, as they would be typed."""
    said = [s for paragraph in paragraphs for s in paragraph]
    blocks = []
    while said:
        size = rng.randint(3, 6)
        blocks.append(" ".join(said[:size]))
        said = said[size:]
    return blocks


def in_tone(text: str, worker: Worker) -> str:
    """The sentence in the words that this worker prefers."""
    if worker.style != "jargon":
        return text
    for plain, grand in JARGON:
        text = plain.sub(grand, text)
    return text
