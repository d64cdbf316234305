"""What makes, thins out and deletes snapshots."""

from stocktake.caseload.acts.importing import (
    ImportResult,
    ListResult,
    import_annex_a,
    import_folder,
    keep,
    merged,
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
    "choose",
    "delete_snapshot",
    "drop_unselected_narrative_moves",
    "finish_deletions",
    "import_annex_a",
    "import_folder",
    "keep",
    "merged",
    "stage",
    "staged",
]
