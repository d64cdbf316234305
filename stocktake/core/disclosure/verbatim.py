"""Words of the record in a published text: any run of more than eight that some record also has."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LONGEST_RUN = 8  # this many in a row may be chance; one more may not stand

_WORD = re.compile(r"\w+(?:['’]\w+)?")


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of the text to be published, and where it stands."""

    where: str
    text: str


@dataclass(frozen=True, slots=True)
class RecordText:
    """A body of the record, read by the check alone; `ref` stays with who may read it."""

    ref: str
    body: str


@dataclass(frozen=True, slots=True)
class Copy:
    """A run of words of a passage that stands in a record, from character `start` to `end`."""

    where: str
    start: int
    end: int
    length: int  # in words


def copied(passages: Sequence[Passage], records: Iterable[RecordText]) -> tuple[Copy, ...]:
    """Every longest run of nine or more words of a passage that some record text holds too.

    Case, punctuation and the shape of apostrophes do not hide a match. Records stream past once;
    memory grows with the passages only.
    """
    spelt = [_spelt(p.text) for p in passages]
    wanted: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    for p, words in enumerate(spelt):
        for w, run in enumerate(_runs([word for word, _, _ in words])):
            wanted.setdefault(run, []).append((p, w))
    hits: set[tuple[int, int]] = set()
    if wanted:
        for record in records:
            for run in _runs([word for word, _, _ in _spelt(record.body)]):
                hits.update(wanted.get(run, ()))
    return tuple(_joined(passages, spelt, hits))


def _spelt(text: str) -> list[tuple[str, int, int]]:
    return [(_plain(m.group()), m.start(), m.end()) for m in _WORD.finditer(text)]


def _plain(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold().replace("’", "'")


def _runs(words: list[str]) -> Iterable[tuple[str, ...]]:
    size = LONGEST_RUN + 1
    return (tuple(words[i : i + size]) for i in range(len(words) - size + 1))


def _joined(
    passages: Sequence[Passage],
    spelt: Sequence[list[tuple[str, int, int]]],
    hits: set[tuple[int, int]],
) -> Iterable[Copy]:
    """Overlapping runs of one passage become one."""
    for p, passage in enumerate(passages):
        covered = sorted({w + i for q, w in hits if q == p for i in range(LONGEST_RUN + 1)})
        start = 0
        for i, word in enumerate(covered):
            if i + 1 == len(covered) or covered[i + 1] != word + 1:
                first = covered[start]
                yield Copy(passage.where, spelt[p][first][1], spelt[p][word][2], word - first + 1)
                start = i + 1
