"""What of a review can go into a worker's own copy: no sentence that may name a child or a family.

Stocktake keeps no list of children's names, so the rule errs towards leaving out: a sentence stays
only where every capital letter in it is explained by its place, by the words of the form or by a
name that the worker may carry. A name written without a capital cannot be told.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from stocktake.core.disclosure.text import MONTHS, check_text

_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]+|$)")
_WORD = re.compile(r"[^\W\d_]+")
_TELLS = ("identifier", "one child's story")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SHORT = (
    "CP",
    "CIN",
    "CLA",
    "EH",
    "FGC",
    "IRO",
    "LADO",
    "MASH",
    "PEP",
    "PLO",
    "CAMHS",
    "EHCP",
    "I",
)
EXPLAINED = frozenset({*MONTHS, *_DAYS, *_SHORT})
_COMMON = """
a an the this that these those he she they you we it there here his her their your our its
every each all both some many most few no not none one and but so as at in on by for from
with without after before during since when where while who what why how if because also then
good strong clear careful steady thoughtful timely regular direct evidence practice work
seen read having being is are was were has have
information threshold hypotheses mornings evenings weekends friends school health
"""
_OPENERS = frozenset(_COMMON.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The text that may be carried, and how many of its sentences were left out."""

    text: str
    left_out: int = 0


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """The words of some texts, in lower case: the vocabulary of a form."""
    return frozenset(word.lower() for text in texts for word in _WORD.findall(text))


def without_names(text: str, *, ref: str, words: frozenset[str], known: frozenset[str]) -> Kept:
    """`ref`: the case's reference; `words`: what a sentence may begin with, besides the common
    openings; `known`: names that the copy may carry, such as the worker's own."""
    sentences = [s.strip() for s in _SENTENCE.findall(text) if _WORD.search(s)]
    kept = [s for s in sentences if not _may_name(s, ref, words, known)]
    return Kept(text=" ".join(kept), left_out=len(sentences) - len(kept))


def _may_name(sentence: str, ref: str, words: frozenset[str], known: frozenset[str]) -> bool:
    if ref and ref in sentence:
        return True
    if any(flag.rule in _TELLS for flag in check_text("copy", sentence)):
        return True
    first, *others = _WORD.findall(sentence)
    if _unexplained(first, known) and first.lower() not in _OPENERS | words:
        return True
    return any(_unexplained(word, known) for word in others)


def _unexplained(word: str, known: frozenset[str]) -> bool:
    return word[:1].isupper() and word not in EXPLAINED and word not in known
