"""How much anybody may send. Asked before a byte of it is read.

Django reads the files of a form to look for the form's token, before it asks who sent them: without
this a stranger could fill the disk.
"""

from django.conf import settings
from django.http import HttpRequest, QueryDict

from stocktake.core.capacity import Capacity
from stocktake.core.thread import Person

NUL = "\0"
SENDS_FILES = (Capacity.DATA_ANALYST,)


def too_much(request: HttpRequest, who: Person) -> str:
    """Why this body stays unread, or nothing. A form without files has Django's own limit."""
    if request.content_type != "multipart/form-data":
        return ""
    sends = who.holds(*SENDS_FILES)
    most: int = settings.LARGEST_UPLOAD if sends else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if _length(request) <= most:
        return ""
    return f"This is larger than {most // 2**20} MB, so it was not read. Send less at once."


def garbled(request: HttpRequest) -> bool:
    """Whether a NUL stands in the address, where no page of ours puts one: PostgreSQL breaks at it."""
    return NUL in request.path_info or any(
        NUL in name or any(NUL in text for text in texts) for name, texts in request.GET.lists()
    )


def without_nul(sent: QueryDict) -> QueryDict:
    """What a form sent, without the NULs that somebody pasted: nothing else of it is lost."""
    if not any(NUL in str(text) for _, texts in sent.lists() for text in texts):
        return sent
    kept = sent.copy()
    for name, texts in sent.lists():
        kept.setlist(name, [str(text).replace(NUL, "") for text in texts])
    kept._mutable = False
    return kept


def _length(request: HttpRequest) -> int:
    said = request.META.get("CONTENT_LENGTH") or "0"
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 16 else 0
