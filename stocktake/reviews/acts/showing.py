"""A review as its parties are shown it: one immutable version after another."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.conf import settings

from stocktake.frameworks.queries import Form
from stocktake.people import queries as people
from stocktake.record.chain import canonical
from stocktake.reviews.domain.judgements import OVERALL, Said
from stocktake.reviews.domain.settings import REPLY_WORKING_DAYS
from stocktake.reviews.domain.states import ReviewState


def shown(
    state: ReviewState,
    form: Form,
    said: Mapping[str, Said],
    refs: Mapping[str, tuple[str, ...]],
    *,
    safety: tuple[str, str],
    changed: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """The version as plain JSON values. `changed`: reasons by judgement, in a later version."""
    order = {item.id: i for i, item in enumerate(form.items)} | {OVERALL: len(form.items)}
    listed = sorted(said, key=lambda key: order.get(said[key].item, len(order)))
    return {
        "form": form.title,
        "reviewer": people.card(state.reviewer).name_and_job,
        "safe_now": safety[0],
        "safe_basis": safety[1],
        "discussed_on": state.discussed_on.isoformat() if state.discussed_on else "",
        "judgements": [
            {
                "judgement": key,
                **asdict(said[key]),
                "refs": list(refs.get(key, ())),
                "changed": (changed or {}).get(key, ""),
            }
            for key in listed
        ],
    }


def digest_of(content: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical(dict(content)).encode()).hexdigest()


def reply_days() -> int:
    """Working days to reply in: the council's setting `reply_working_days`, else 10."""
    return int(settings.HOME.told(REPLY_WORKING_DAYS.name, REPLY_WORKING_DAYS.default))
