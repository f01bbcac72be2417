"""What tells consumers that a finding of today is the finding of yesterday: its identity's hash.

The identity holds no value, no line and no environment. Drift in two environments is two things, so
there the environments count, too. Should two results of a report still share one (an imported
report may say a thing twice), the later ones get a number: the first keeps its fingerprint.
"""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scanner.outcome import Result


def unique_identities(results: Iterable[Result]) -> list[str]:
    """For each result a text that no other has, the same in every run."""
    taken = Counter[str]()
    found = []
    for result in results:
        own = result.identity
        if result.drift is not None and result.environments:
            own = "|".join((own, *result.environments))
        taken[own] += 1
        found.append(own if taken[own] == 1 else f"{own}\n{taken[own]}")
    return found


def digest(identity: str) -> str:
    """64 hexadecimal digits."""
    return sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()
