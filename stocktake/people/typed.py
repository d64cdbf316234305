"""What somebody had typed when their page turned out to be no longer signed in: shown, to be copied.

Only what this site's own page sent: words of another site's making are never shown as ours.
"""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

_SECRET = ("password", "code", "login", "token", "key")


def typed_words(request: HttpRequest) -> tuple[tuple[str, str], ...]:
    """(field in words, text) for every text of more than one word; never a secret."""
    if request.method != "POST" or not _own(request):
        return ()
    return tuple(
        (name.replace("_", " ").replace("-", " ").capitalize(), value)
        for name, value in request.POST.items()
        if isinstance(value, str)
        and len(value.split()) > 1
        and not any(word in name.casefold() for word in _SECRET)
    )


def _own(request: HttpRequest) -> bool:
    """Whether the browser says that one of our own pages sent this."""
    site = request.headers.get("Sec-Fetch-Site", "")
    source = request.headers.get("Origin") or request.headers.get("Referer", "")
    same = url_has_allowed_host_and_scheme(source, allowed_hosts={request.get_host()})
    return site == "same-origin" if site else bool(source) and same
