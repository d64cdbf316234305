"""Where chance comes from: a seed that nobody could choose, and numbers drawn from it by SHA-256.

Nothing here depends on a machine, a Python version or the order of rows.
"""

import hashlib
import hmac
from collections.abc import Iterable

BLOCK = 64  # bytes that SHA-256 takes in at a time


def seed_of(*, frame_hash: str, reference: str, number: str, attempt: int) -> str:
    """The seed of one attempt: nobody who lacks the committed number can know it beforehand.

    SHA-256 over the frame's hash, the round's reference, the number committed when the round was
    commissioned (hexadecimal) and the attempt, each on a line of its own.
    """
    facts = "\n".join(("stocktake seed 1", frame_hash, reference, number, str(attempt)))
    return hashlib.sha256(facts.encode()).hexdigest()


def commitment_to(number: str) -> str:
    """What is written down at commissioning: it binds the number without telling it."""
    return hashlib.sha256(f"stocktake commitment 1\n{number}".encode()).hexdigest()


def demonstration_number(reference: str) -> str:
    """The committed number of a demonstration home: fixed, so that a reset home is the same."""
    return hashlib.sha256(f"stocktake demonstration 2026\n{reference}".encode()).hexdigest()[:32]


def demonstration_seal(reference: str) -> str:
    """The key of a demonstration's pseudonyms, fixed for the same reason."""
    return hashlib.sha256(f"stocktake demonstration seal\n{reference}".encode()).hexdigest()[:32]


def pseudonym(seal: str, kind: str, name: str) -> str:
    """Stands for a child, worker or household in selection and in the sealed frame; "" stays "".

    HMAC-SHA-256 under the round's seal, so that ids of six digits cannot be tried one by one by
    somebody who has the sealed frame alone.
    """
    if not name:
        return ""
    return hmac.digest(bytes.fromhex(seal), f"{kind}\n{name}".encode(), "sha256").hex()[:32]


def in_order(keys: Iterable[str], seed: str) -> list[str]:
    """Keys by their priority: every order is equally likely, and one key's priority depends on no
    other."""
    names = [*keys]
    return [key for _, key in sorted(zip(priorities(names, seed), names, strict=True))]


def priorities(keys: Iterable[str], seed: str) -> list[bytes]:
    """The HMAC-SHA-256 (RFC 2104) of each key under the seed. The hash takes in the seed once for
    them all, which halves the time of a hundred thousand children."""
    secret = bytes.fromhex(seed)
    block = (secret if len(secret) <= BLOCK else hashlib.sha256(secret).digest()).ljust(
        BLOCK, b"\0"
    )
    inside = hashlib.sha256(bytes(byte ^ 0x36 for byte in block))
    outside = hashlib.sha256(bytes(byte ^ 0x5C for byte in block))
    found = []
    for key in keys:
        inner, outer = inside.copy(), outside.copy()
        inner.update(key.encode())
        outer.update(inner.digest())
        found.append(outer.digest())
    return found


class Stream:
    """Whole numbers below a bound, each equally likely: SHA-256 of seed, purpose and a counter."""

    def __init__(self, seed: str, purpose: str) -> None:
        self._root = hashlib.sha256(f"stocktake stream 1\n{seed}\n{purpose}\n".encode())
        self._block = 0
        self._pool = 0
        self._bits = 0

    def below(self, bound: int) -> int:
        """A number from 0 to bound - 1; numbers that would tilt the chances are thrown away."""
        bits = (bound - 1).bit_length()
        mask = (1 << bits) - 1
        while True:
            if self._bits < bits:
                self._fill(bits)
            number = self._pool & mask
            self._pool >>= bits
            self._bits -= bits
            if number < bound:
                return number

    def _fill(self, bits: int) -> None:
        while self._bits < bits:
            block = self._root.copy()
            block.update(self._block.to_bytes(8, "big"))
            self._pool |= int.from_bytes(block.digest(), "big") << self._bits
            self._bits += 256
            self._block += 1
