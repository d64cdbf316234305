"""The same bytes each time, whatever the process; and a workbook in Ofsted's layout."""

import hashlib
import subprocess
import sys
from pathlib import Path

from openpyxl import load_workbook

from stocktake.demo.thornmere.annex_a import write_annex_a
from stocktake.demo.thornmere.annex_a_headers import HEADERS
from stocktake.demo.thornmere.council import Thornmere
from stocktake.demo.thornmere.writers import write_folder, write_truth

WRITE = """
import sys; from pathlib import Path
from stocktake.demo.thornmere.annex_a import write_annex_a
from stocktake.demo.thornmere.council import thornmere
from stocktake.demo.thornmere.writers import write_folder, write_truth
to = Path(sys.argv[1]); made = thornmere().october
write_folder(to, made); write_truth(to, made); write_annex_a(to / "annex-a.xlsx", made)
assert "django" not in sys.modules, "the generator must not need Django"
"""


def digest(folder: Path) -> dict[str, str]:
    return {f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in sorted(folder.iterdir())}


def test_another_process_writes_the_same_bytes_without_django(
    council: Thornmere, tmp_path: Path
) -> None:
    mine, other = tmp_path / "mine", tmp_path / "other"
    write_folder(mine, council.october)
    write_truth(mine, council.october)
    write_annex_a(mine / "annex-a.xlsx", council.october)
    subprocess.run([sys.executable, "-c", WRITE, str(other)], check=True, timeout=300)
    assert digest(mine) == digest(other)


def test_the_workbook_has_eleven_lists_with_a_title_row_and_exact_headers(
    council: Thornmere, tmp_path: Path
) -> None:
    book = load_workbook(write_annex_a(tmp_path / "annex-a.xlsx", council.october))
    assert book.sheetnames == [f"List_{n}" for n in range(1, 12)]
    for number in range(1, 12):
        rows = [*book[f"List_{number}"].values]
        assert str(rows[0][0]).startswith(f"List {number}: ")
        assert tuple(rows[1]) == HEADERS[number]
    in_need = [*book["List_6"].values][2:]
    assert len(in_need) == 29 + 12 + 21
