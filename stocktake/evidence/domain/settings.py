"""What a council sets about records."""

from stocktake.core.settings import Setting

RECORD_LINK = Setting(
    name="record_link",
    group="Records",
    label="Address of a document in the recording system",
    help="With {reference} where the document's own number stands. Pointers then carry a link; "
    "left empty, they carry none.",
    must_hold="{reference}",
)
SETTINGS = (RECORD_LINK,)
