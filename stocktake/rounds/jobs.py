"""Replays that estimate chances under hard limits: some at each tick, kept until they are done."""

import time

from django.core.cache import cache

from stocktake.core.thread import Refused
from stocktake.people import queries as people
from stocktake.record import clock, outbox
from stocktake.rounds import acts, queries
from stocktake.rounds.acts.sampling import REPLAYS
from stocktake.rounds.domain.selection import RUNS, prepare, replayed

SECONDS = 2.0  # of one tick: notices and clocks wait meanwhile


def tick() -> None:
    """Go on with the replays that wait; safe to repeat, and to stop at any time."""
    for asked in outbox.waiting(REPLAYS):
        if replay(asked.payload["round"], asked.payload["attempt"], seconds=SECONDS):
            outbox.done(asked.id, at=clock.server_now())


def replay(round_id: str, attempt: int, *, seconds: float) -> bool:
    """Replay for so long; True when the estimate is kept, or can never be made."""
    about, key = queries.round_(round_id), f"replays:{round_id}:{attempt}"
    tried = queries.attempts(round_id)[attempt - 1]
    frame = queries.frame_of_attempt(about, tried)
    if frame is None:
        return True  # the snapshot has gone: the certificate says what the limits aimed at
    ready, (done, counts) = prepare(frame, tried.plan), cache.get(key, (0, {}))
    end = time.monotonic() + seconds
    while done < RUNS and time.monotonic() < end:
        for child, hits in replayed(ready, tried.seed, first=done + 1, runs=1).items():
            counts[child] = counts.get(child, 0) + hits
        done += 1
    cache.set(key, (done, counts), timeout=None)
    if done < RUNS:
        return False
    by = people.operator("worker")
    try:
        acts.estimate_chances(
            round_id=round_id, attempt=attempt, runs=done, counts=counts, by=by, at=clock.now()
        )
    except Refused:
        return True
    cache.delete(key)
    return True
