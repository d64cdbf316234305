"""Every link of every home page, followed by the person whose home it is, half-way through a round.

One page of each kind is looked at in the browser; the others of its kind are asked for.
"""

import re
from urllib.parse import urldefrag

import pytest

from tests.browser.conftest import Open
from tests.browser.house import House

pytestmark = [pytest.mark.browser, pytest.mark.prove, pytest.mark.xdist_group("midflight")]

FILES = (".csv", ".docx", ".pdf", ".json", ".xlsx")
PEOPLE = ("Ivy", "Dana", "Nadia", "Owen", "Prue", "Sam", "Tess", "Hari", "Ada", "Cole", "Mel")


@pytest.mark.parametrize("name", PEOPLE)
def test_every_link_of_the_home_opens(midflight: House, visit: Open, name: str) -> None:
    person = visit(midflight, name)
    person.go("/")
    links = person.page.get_by_role("link").all()
    found = {urldefrag(str(a.evaluate("a => a.href")))[0] for a in links}
    inside = sorted(url for url in found if url.startswith(midflight.address))
    assert inside
    looked: set[str] = set()
    for url in inside:
        kind = re.sub("[0-9]+", "0", url)
        if url.endswith(FILES) or kind in looked:
            assert person.page.request.get(url).status == 200, url
        else:
            assert person.status(url.removeprefix(midflight.address)) == 200, url
            looked.add(kind)
