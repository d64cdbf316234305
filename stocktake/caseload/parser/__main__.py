"""`python -m stocktake.caseload.parser KIND SOURCE OUT`: read one source into OUT and say so.

OUT/manifest.json holds {"tables": […]} or {"problem": "one sentence"}. The order below matters:
the network is left before any thread exists, limits stand before a foreign byte is read.
"""

import json
import os
import sys
from pathlib import Path

from stocktake.caseload.parser import limits


def main(kind: str, source: Path, out: Path) -> int:
    """0: read; 3: refused with a sentence in the manifest."""
    alone = limits.leave_the_network()
    os.environ["POLARS_MAX_THREADS"] = "1"
    from stocktake.caseload.parser import sources  # imports native code: after the namespace
    from stocktake.caseload.parser.archive import Unreadable

    limits.bound(alone=alone)
    limits.no_way_out()
    try:
        read = sources.workbook if kind == "workbook" else sources.folder
        facts = {"tables": [vars(table) for table in read(source, out)]}
    except Unreadable as problem:
        facts = {"problem": str(problem)}  # type: ignore[dict-item]
    except MemoryError:
        facts = {"problem": f"{source.name} needs more memory than an extract should."}  # type: ignore[dict-item]
    (out / "manifest.json").write_text(json.dumps(facts))
    return 3 if "problem" in facts else 0


if __name__ == "__main__":
    os.umask(0o077)
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])))
