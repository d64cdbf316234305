"""Instrument files that must not be loaded: each mistake is told with its line and column."""

import re

import pytest

from stocktake.frameworks.domain.reading import Unreadable, read, read_with_warnings, tie

FILE = """\
kind: instrument
key: small
title: Small
ratings: [good, poor]
face:
  - {id: setting, ask: Where, type: choice, options: [home, care]}
items:
  - id: "1"
    applies: {when: {setting: care}, reason: At home.}
    questions:
      - {id: A, ask: First, type: yes_no}
      - {id: B, ask: Second, type: yes_no_na, when: {A: yes}}
      - {id: N, ask: How many, type: number}
    rating:
      rules:
        - {gives: good, when: {A: yes, B: yes}}
        - {gives: poor, when: {any: [{A: no}, {B: [no, na]}]}}
outcomes:
  - id: whole
    rating:
      rules:
        - {gives: good, when: {"1": good}}
"""


def told(text: str) -> str:
    with pytest.raises(Unreadable) as found:
        read(text, file="f.yaml")
    return str(found.value)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        # circles
        ("type: yes_no}", "type: yes_no, when: {B: na}}", "11:9: These go round in a circle: “1.A” depends on “1.B” depends on “1.A”."),
        ('{"1": good}', "{whole: good}", "19:5: These go round in a circle: “whole” depends on “whole”."),
        # nobody can reach it
        ("when: {A: yes}}", "when: {all: [{A: yes}, {A: no}]}}", "12:53: “1.B” can never be asked."),
        ("{setting: care}, r", "{all: [{setting: care}, {setting: home}]}, r", "9:14: “1” can never apply."),
        # two ratings at once
        ("{any: [{A: no}", "{any: [{A: yes}", r"17:31: Rules overlap: A = yes, B = yes gives both good \(good.1\) and poor"),
        # unknown names and wrong kinds
        ("{A: yes, B: yes}", "{A: yes, C: yes}", "16:43: There is nothing called “C” here."),
        ("{A: yes, B: yes}", "{A: yes, B: maybe}", "16:43: “maybe” is not one of: yes, no, na."),
        ("{A: yes, B: yes}", "{A: na, B: yes}", ""),
        ("{A: yes, B: yes}", "{A: {more_than: 1}}", "16:47: Answers of this kind .yes_no. have no order."),
        ("{A: yes, B: yes}", "{N: {more_than: many}}", "16:47: “many” is not a number."),
        ("{A: yes, B: yes}", "{N: {moer_than: 1}}", "16:47: “moer_than” is not a comparison"),
        ("{A: yes, B: yes}", "{count: {of: [A, B], are: yes}}", "16:39: Say how many: at_least"),
        ("{A: yes, B: yes}", "{rows: {of: A, at_least: 1}}", "16:43: “A” is not a table."),
        ("{A: yes, B: yes}", "[A, B]", "16:31: A condition is written as"),
        ("gives: poor", "gives: bad", "17:19: There is no rating “bad” here."),
        ("type: number", "type: nmber", "13:38: Input should be 'yes_no'"),
        ("type: number", "type: choice", "13:38: A question of type choice needs “options”."),
        ("type: number", "type: number, min: few", "13:51: “few” is not a number."),
        ("id: N", "id: A", "13:14: The id “A” stands twice."),
        ("id: N", "id: count", "13:14: “count” is a word of the language"),
        ("id: N", "id: number of", "13:14: An id is made of letters"),
        ("id: whole", 'id: "1"', "19:9: “1” is already an item's id."),
        ("    questions:", "    section: none\n    questions:", "10:14: There is no section “none” above."),
        ("setting: care}", "setting: car}", "9:31: “car” is not one of: home, care."),
        ("face:", "faces:", "“faces” is not known here"),
        ("key: small", "key: small\nkey: large", "3:1: “key” stands twice."),
    ],
)  # fmt: skip
def test_a_mistake_has_its_place(old: str, new: str, said: str) -> None:
    assert FILE.count(old) == 1
    text = FILE.replace(old, new)
    if said:
        assert re.search(rf"f\.yaml:{said}|{said}", told(text)), told(text)
    else:  # the item has a gate, so its first question can be NA
        read(text.replace("any: [{A: no}", "any: [{A: [yes, no]}"), file="f.yaml")


def test_the_file_itself_is_sound_and_its_gap_is_a_warning() -> None:
    found = read_with_warnings(FILE, file="f.yaml")
    assert [str(w) for w in found.warnings] == [
        "f.yaml:21:7: “whole” has no rule for 2 of 3 combinations: 1 = poor; 1 = NA."
    ]


@pytest.mark.parametrize(
    ("vector", "said"),
    [
        ('{answers: {face: {setting: home}}, expect: {"1": good}}', "24:54: The vector expects good for “1”, and na comes of it."),
        ('{item: "1", counts: {combinations: 99}}', "24:40: The vector expects combinations 99, and 4 come of it."),
        ('{item: "9", counts: {good: 1}}', "24:12: There is no item or outcome “9”."),
        ("{says: Nothing}", "24:5: A vector needs “answers” and “expect”"),
        ('{answers: {face: {sitting: home}}, expect: {"1": incomplete}}', "24:15: face.sitting: There is no question with this id."),
    ],
)  # fmt: skip
def test_a_vector_that_fails_keeps_the_file_out(vector: str, said: str) -> None:
    text = f"{FILE}vectors:\n  - {vector}\n"
    assert f"f.yaml:{said}" in told(text)
    assert tie(text, file="f.yaml").instrument.key == "small"  # and it can still be enumerated


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: &a [*a]", "3:|1:4: This contains itself.|Not readable|found unconstructable"),
        ("x", "The file must begin with"),
        ("- kind: instrument", "The file must begin with"),
        ("kind: [", "Not YAML"),
        ("kind: !!python/object/apply:os.system ['true']", "Not readable"),
        ("[" * 5000, "Not YAML|nested"),
        ("- " * 30_000 + "a", "nested more than 100"),  # libyaml's builder would crash here
        ("\x00", "Not YAML"),
    ],
)
def test_a_hostile_file_is_refused_plainly(text: str, said: str) -> None:
    assert re.search(said, told(text)), told(text)


def test_aliases_cannot_swell_a_file() -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    assert "more than 500,000 values" in told("\n".join(rows))
