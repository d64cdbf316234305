"""Forms as templates see them: the text typed stays, errors lead to their fields."""

from datetime import date

import pytest
from django import forms

from stocktake.core.thread import Refused
from stocktake.ui.forms import DayField, Form, OneOfField, WordsField


class Reply(Form):
    answer = OneOfField(label="Your answer", choices=(("yes", "Yes", "I agree."), ("no", "No")))
    why = WordsField(label="Reason")
    on = DayField(label="Reply by", required=False)


def test_what_was_typed_stays_beside_its_error() -> None:
    shown = Reply({"why": "We met.", "on": "31 June 2026"}).shown()
    assert shown["why"].value == "We met."
    assert shown["on"].value == "31 June 2026"
    assert shown["on"].error == "Enter a real date, like 19 October 2026."


def test_missing_answers_are_asked_for_in_words() -> None:
    errors = {e.href: e.text for e in Reply({}).shown().errors}
    assert errors == {"#id_answer": "Choose your answer", "#id_why": "Enter reason"}


@pytest.mark.parametrize("typed", ["19 October 2026", "19 Oct 2026", "19/10/2026", "2026-10-19"])
def test_a_day_is_read_as_people_write_it(typed: str) -> None:
    form = Reply({"answer": "yes", "why": "x", "on": typed})
    assert form.is_valid()
    assert form.cleaned_data["on"] == date(2026, 10, 19)


def test_an_initial_day_is_shown_in_words() -> None:
    assert Reply(initial={"on": date(2026, 10, 19)}).shown()["on"].value == "19 October 2026"


def test_a_refusal_becomes_an_error_of_the_form() -> None:
    def refuse() -> None:
        raise Refused("Only the reviewer can do this.")

    form = Reply({"answer": "yes", "why": "x"})
    assert form.is_valid()
    assert not form.did(refuse)
    assert [e.text for e in form.shown().errors] == ["Only the reviewer can do this."]


def test_choices_know_which_is_chosen_and_their_hints() -> None:
    choices = Reply({"answer": "no"}).shown()["answer"].choices
    assert [(c.value, c.hint, c.chosen) for c in choices] == [
        ("yes", "I agree.", False),
        ("no", "", True),
    ]


def test_a_box_to_tick_asks_to_be_ticked() -> None:
    class Sure(Form):
        sure = forms.BooleanField(label="I have read it")

    assert [e.text for e in Sure({}).shown().errors] == ["Tick the box “I have read it”"]


def test_a_password_is_never_sent_back() -> None:
    class SignIn(Form):
        password = forms.CharField(widget=forms.PasswordInput, min_length=12)

    assert SignIn({"password": "seven green"}).shown()["password"].value == ""
