"""The form of thanks."""

from stocktake.reviews.domain.thanks import LONGEST
from stocktake.ui.forms import Form, WordsField


class ThanksForm(Form):
    """Kind words, and no mark."""

    words = WordsField(
        label="What do you thank them for?",
        rows=4,
        max_length=LONGEST,
        help_text="A sentence or two about what they did. No grade, no child’s name.",
        error_messages={"required": "Write what you thank them for."},
    )
