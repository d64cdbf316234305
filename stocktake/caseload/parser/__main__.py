"""`python -m stocktake.caseload.parser SOURCE OUT`: read one source into OUT and say so.

OUT/manifest.json holds {"tables": […]} or {"problem": "one sentence"}. The order below matters:
the network is left before any thread exists, limits stand before a foreign byte is read.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

from stocktake.caseload.parser import limits


def main(source: Path, out: Path) -> int:
    """0: read; 3: refused with a sentence in the manifest."""
    alone = limits.leave_the_network()
    os.environ["POLARS_MAX_THREADS"] = "1"
    from stocktake.caseload.parser import sources  # imports native code: after the namespace

    limits.bound(alone=alone)
    limits.no_way_out()
    facts = answer(sources, source, out)
    (out / "manifest.json").write_text(json.dumps(facts))
    return 3 if "problem" in facts else 0


def answer(sources: Any, source: Path, out: Path) -> dict[str, Any]:
    """What the manifest says."""
    from stocktake.caseload.parser.archive import CLOSED, Unreadable

    try:
        return {"tables": [vars(table) for table in sources.read(source, out)]}
    except Unreadable as problem:
        return {"problem": str(problem)}
    except PermissionError as barred:
        if not barred.filename:  # not a file: what the fence itself forbids
            raise
        return {"problem": CLOSED.format(Path(barred.filename).name)}
    except MemoryError:
        return {"problem": f"{source.name} needs more memory than an extract should. Split it."}


if __name__ == "__main__":
    os.umask(0o077)
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
