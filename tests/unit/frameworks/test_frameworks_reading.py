"""Files of frameworks and forms: what is wrong is told with file, line and column."""

import re
from pathlib import Path

import pytest

import stocktake.frameworks
from stocktake.core.strata import Stratum
from stocktake.frameworks.domain.content import Baseline, Content, Form, Framework, Themes
from stocktake.frameworks.domain.reading import Unreadable, read

LIBRARY = Path(stocktake.frameworks.__file__).with_name("library")
IN_DEPTH = (LIBRARY / "form-in-depth.yaml").read_text()


def load(name: str) -> Content:
    file = LIBRARY / f"{name}.yaml"
    return read(file.read_text(), file=file.name, form=lambda key: _form(f"form-{key}"))


def _form(name: str) -> Form:
    content = load(name)
    assert isinstance(content, Form)
    return content


def test_every_file_of_the_library_reads() -> None:
    kinds = {type(load(file.stem)) for file in LIBRARY.glob("*.yaml")}
    assert kinds == {Framework, Form, Baseline, Themes}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("depth: in depth", "depth: in depth\ndepth: x", "f.yaml:8:1: “depth” stands twice."),
        ("graded: true", "graded: perhaps", "f.yaml:8:9: Input should be a valid boolean"),
        ("    theme: visits", "    thme: visits", r"“theme” is missing.\n.*“thme” is not known"),
        ("id: visits", "id: safety", "f.yaml:100:9: The id “safety” stands twice."),
        ("kind: form", "kind: foo", "f.yaml:4:7: “kind” must be one of"),
        ("strata: [CL]", "strata: [XX]", "f.yaml:190:14: Input should be 'EH'"),
        ("safe_now:", "safe_later:", "“safe_now” is missing."),
        ("- {id: immediate measures", "- {id: immediate", "f.yaml:23:12: Input should be .yes"),
        ("key: in-depth", "key: [in-depth", "f.yaml:6:6: Not YAML"),
        ("key: in-depth", "key: in-depth\nhash: abc", "f.yaml:6:7: “hash” is worked out"),
    ],
)
def test_a_mistake_is_told_with_its_place(old: str, new: str, said: str) -> None:
    with pytest.raises(Unreadable) as told:
        read(IN_DEPTH.replace(old, new, 1), file="f.yaml")
    assert re.search(said, str(told.value)), str(told.value)


def test_layout_and_comments_make_no_new_version() -> None:
    moved = read("# a remark\n" + IN_DEPTH.replace("graded: true", "graded:   yes", 1), file="x")
    assert moved.hash == read(IN_DEPTH, file="f").hash


def test_one_changed_word_makes_a_new_version() -> None:
    changed = read(IN_DEPTH.replace("Three to four hours", "Four hours"), file="f")
    assert changed.hash != read(IN_DEPTH, file="f").hash


def test_a_form_based_on_another_keeps_its_items() -> None:
    lighter, ungraded = _form("form-lighter"), _form("form-in-depth-ungraded")
    assert len(lighter.items_for(Stratum.CP)) == 6
    assert not any(item.graded for item in ungraded.items)
    assert not ungraded.overall
    assert ungraded.safe_now == lighter.safe_now


def test_a_base_that_is_nowhere_is_told() -> None:
    with pytest.raises(Unreadable, match=r"f\.yaml:2:11: There is no form"):
        read("kind: form\nbased_on: nothing\n", file="f.yaml")


def test_an_item_kept_that_the_base_lacks_is_told() -> None:
    text = "kind: form\nkey: k\ntitle: t\nbased_on: in-depth\nkeep: [safety, sfety]\n"
    with pytest.raises(Unreadable, match=r"f\.yaml:5:16: The form “in-depth” has no item"):
        read(text, file="f.yaml", form=lambda key: _form("form-in-depth"))


def test_twelve_questions_are_asked_of_a_child_in_protection() -> None:
    assert len(_form("form-in-depth").items_for(Stratum.CP)) == 12


def test_every_item_and_statement_has_a_theme_of_the_list() -> None:
    themes = load("themes")
    assert isinstance(themes, Themes)
    known = {theme.id for theme in themes.themes}
    baselines = [load(f.stem) for f in LIBRARY.glob("baseline-*.yaml")]
    used = {item.theme for item in _form("form-in-depth").items}
    used |= {s.theme for b in baselines if isinstance(b, Baseline) for s in b.statements}
    assert used <= known
    assert len(known) == 18
