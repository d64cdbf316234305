"""How much anybody may send. Asked before a byte of it is read.

Django reads the files of a form to look for the form's token, before it asks who sent them: without
this a stranger could fill the disk.
"""

from django.conf import settings
from django.http import HttpRequest

from stocktake.core.capacity import Capacity
from stocktake.core.thread import Person

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


def _length(request: HttpRequest) -> int:
    said = request.META.get("CONTENT_LENGTH") or "0"
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 16 else 0
