"""How one person reads: single keys, the width of record and form, the theme lens. All are theirs."""

from dataclasses import dataclass, replace

PANES = ("form", "even", "record")  # which of the two has the room, narrowest record first


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """Nothing is on unless the person switched it on."""

    shortcuts: bool = False
    panes: str = "even"
    lens: bool = False

    def widened(self, towards: str) -> "Preferences":
        """One step towards "record" or "form"; at the end it stays."""
        step = 1 if towards == "record" else -1
        place = PANES.index(self.panes) if self.panes in PANES else 1
        return replace(self, panes=PANES[min(max(place + step, 0), len(PANES) - 1)])
