"""The council's settings, gathered from the rooms that declare them."""

from collections.abc import Mapping

from django.conf import settings

from stocktake.concerns.domain.settings import SETTINGS as CONCERNS
from stocktake.core.settings import Setting
from stocktake.evidence.domain.settings import SETTINGS as EVIDENCE
from stocktake.reviews.domain.settings import SETTINGS as REVIEWS
from stocktake.rounds.domain.settings import SETTINGS as ROUNDS

KNOWN: tuple[Setting, ...] = (*CONCERNS, *EVIDENCE, *REVIEWS, *ROUNDS)


def groups() -> Mapping[str, tuple[Setting, ...]]:
    """Every setting under its heading, in the rooms' own order."""
    found: dict[str, tuple[Setting, ...]] = {}
    for setting in KNOWN:
        found[setting.group] = (*found.get(setting.group, ()), setting)
    return found


def shown(setting: Setting) -> str:
    """The setting as it stands now, as its field shows it."""
    return setting.shown(settings.HOME.told(setting.name, setting.default))
