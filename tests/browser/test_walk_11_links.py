"""Every link of every home page, followed by the person whose home it is, half-way through a round."""

from urllib.parse import urldefrag

import pytest

from tests.browser.conftest import Open
from tests.browser.house import House

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("midflight")]

PEOPLE = ("Ivy", "Dana", "Nadia", "Owen", "Prue", "Sam", "Tess", "Hari", "Ada", "Cole", "Mel")


@pytest.mark.parametrize("name", PEOPLE)
def test_every_link_of_the_home_opens(midflight: House, visit: Open, name: str) -> None:
    person = visit(midflight, name)
    person.go("/")
    links = person.page.get_by_role("link").all()
    found = {urldefrag(str(a.evaluate("a => a.href")))[0] for a in links}
    inside = sorted(url for url in found if url.startswith(midflight.address))
    assert inside
    files = tuple(f".{ending}" for ending in ("csv", "docx", "pdf", "json", "xlsx"))
    for url in inside:
        if url.endswith(files):
            assert person.page.request.get(url).status == 200
        else:
            assert person.status(url.removeprefix(midflight.address)) == 200, url
