"""Comparing many recorded resources with live ones: CPU seconds, memory, and whether it is linear.

    python bench/compare.py [RESOURCES ...]

Copies what tests/live/recorded holds, each copy with names and ids of its own, until there are
that many resources, and compares state with live. Prints one JSON object per count.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "support")]


def recorded() -> list[tuple[Any, Any]]:
    """(state, live) of every recorded resource of the families that was found."""
    from recorded import Family, families
    from replay import Replay

    from scanner.live import Sessions, read_live, readable
    from scanner.live.aws.kinds import operations, supported_types
    from scanner.live.aws.session import AwsSessions, Limits

    pairs = []
    for name in families():
        family = Family(name)
        factory = AwsSessions(operations(supported_types()), (), Limits(attempts=1))
        session = Replay(family.answers).attach(factory.open(region="eu-west-1"))
        live = read_live(family.resources(), Sessions(aws=lambda _, session=session: session))
        found = {(one.type, one.id): one for one in live.view.resources}
        for one in live.managed:
            projection = readable(one.type)
            key = projection.key(one) if projection else None
            if key and (one.type, key) in found:
                pairs.append((replace(one, id=key), found[one.type, key]))
    return pairs


def copied(one: Any, number: int) -> Any:
    """The same resource with an id of its own, wherever that stands."""
    old, new = str(one.id), f"{one.id}-{number}"
    text = json.dumps(one.attributes).replace(json.dumps(old)[1:-1], json.dumps(new)[1:-1])
    attributes: Mapping[str, Any] = json.loads(text)
    return replace(one, id=new, address=f"{one.address}[{number}]", attributes=attributes)


def measure(pairs: list[tuple[Any, Any]], count: int) -> dict[str, Any]:
    """Compare that many."""
    from scanner.drift import compare
    from scanner.live import readable
    from scanner.live.aws.kinds import splits
    from scanner.projection import LiveView

    state, live = [], []
    number = 0
    while len(state) < count:
        for one, there in pairs[: count - len(state)]:
            state.append(copied(one, number))
            live.append(replace(copied(there, number), id=state[-1].id))
        number += 1
    types = {one.type for one in state}
    projections = {name: found for name in types if (found := readable(name))}
    listed = frozenset((one.account, one.region, one.type) for one in live)
    before = _megabytes()
    start = time.process_time()
    done = compare(
        None, state, LiveView(tuple(live), (), listed), projections, splits=splits(projections)
    )
    used = time.process_time() - start
    return {
        "resources": count,
        "types": len(types),
        "compared": done.coverage.compared,
        "not in sync": sum(1 for one in done.findings if one.kind != "pass"),
        "cpu": round(used, 2),
        "megabytes before": before,
        "megabytes": _megabytes(),
    }


def _megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


def main() -> None:
    """Measure each count in a process of its own."""
    os.environ.update(
        AWS_ACCESS_KEY_ID="AKIAIOSFODNN7EXAMPLE",
        AWS_SECRET_ACCESS_KEY="not-a-secret",
        AWS_ENDPOINT_URL="http://127.0.0.1:1",
    )
    for count in [int(one) for one in sys.argv[1:]] or [12500, 25000, 50000]:
        child = os.fork()
        if not child:
            print(json.dumps(measure(recorded(), count)), flush=True)
            os._exit(0)
        os.waitpid(child, 0)


if __name__ == "__main__":
    main()
