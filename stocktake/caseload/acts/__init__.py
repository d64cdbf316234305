"""What makes, thins out and deletes snapshots."""

from stocktake.caseload.acts.importing import (
    ImportResult,
    ListResult,
    check_extract,
    import_annex_a,
    import_extract,
    import_folder,
    keep,
)
from stocktake.caseload.acts.keeping import (
    delete_snapshot,
    drop_unselected_narrative_moves,
    finish_deletions,
)
from stocktake.caseload.acts.staging import Staged, abandon, check, choose, stage, staged

__all__ = [
    "ImportResult",
    "ListResult",
    "Staged",
    "abandon",
    "check",
    "check_extract",
    "choose",
    "delete_snapshot",
    "drop_unselected_narrative_moves",
    "finish_deletions",
    "import_annex_a",
    "import_extract",
    "import_folder",
    "keep",
    "stage",
    "staged",
]
