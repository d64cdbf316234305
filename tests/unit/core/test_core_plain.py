"""Text that can be kept, printed and handed on in any file."""

from io import BytesIO

from django import forms
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from stocktake.core.capacity import Capacity
from stocktake.core.plain import plain
from stocktake.ui.forms import Form, WordsField


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_whatever_is_typed_can_stand_in_a_word_file(text: str) -> None:
    document = Document()
    document.add_paragraph(plain(text))
    document.save(BytesIO())
    assert plain(plain(text)) == plain(text)


def test_a_line_break_pasted_from_word_is_a_line_break() -> None:
    assert plain("one\x0btwo\x0cthree\r\nfour\x00\x1b\uffff") == "one\ntwo\nthree\nfour"


def test_every_form_gives_plain_text() -> None:
    class Said(Form):
        words = WordsField(label="Words")

    form = Said({"words": "She was seen.\x0bTwice\x1b."})
    assert form.is_valid()
    assert form.cleaned_data["words"] == "She was seen.\nTwice."


def test_a_word_of_a_list_stays_more_than_its_text() -> None:
    class Frame(Form):
        kind = forms.CharField()

        def clean_kind(self) -> Capacity:
            return Capacity(self.cleaned_data["kind"])

    form = Frame({"kind": "reviewer"})
    assert form.is_valid()
    assert isinstance(form.cleaned_data["kind"], Capacity)
