"""Comparing many recorded resources with live ones: CPU seconds, memory, and whether it is linear.

    python bench/compare.py [RESOURCES ...]

Copies what tests/live/recorded holds, each copy in an account of its own, until there are that
many resources, and compares state with live. What is compared is what a run holds by then: the
state as it is read from a file, and the live resources with values of their own, without the
answers that they were made of. Prints one JSON object per count: CPU seconds of comparing, and
the peak of memory before and after it.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "support")]


def recorded() -> list[tuple[str, Any, Any]]:
    """(account, state, live) of every recorded resource of the families that was found."""
    from recorded import Family, families
    from replay import Replay

    from scanner.live import Sessions, read_live
    from scanner.live.aws.kinds import operations, supported_types
    from scanner.live.aws.session import AwsSessions, Limits

    factory = AwsSessions(operations(supported_types()), (), Limits(attempts=1))
    replay = Replay({})
    session = replay.attach(factory.open(region="eu-west-1"))
    pairs = []
    for number, name in enumerate(families()):
        family = Family(name)
        replay.answers = dict(family.answers)
        live = read_live(family.resources(), Sessions(aws=lambda _: session))
        found = {(one.type, one.id): one for one in live.view.resources}
        for one in live.managed:
            there = found.get((one.type, live.projections[one.type].key(one)))
            if there is not None:
                pairs.append((f"{number:04}", one, there))
    return pairs


def write(folder: Path, count: int) -> None:
    """Write a state of that many resources, and what is live of them, to `folder`."""
    pairs = recorded()
    with (folder / "state").open("w") as state, (folder / "live").open("w") as live:
        state.write('{"version": 4, "serial": 1, "resources": [\n')
        for number in range(count):
            copy, place = divmod(number, len(pairs))
            stack, one, there = pairs[place]
            entry = {
                "mode": "managed",
                "type": one.type,
                "name": f"r{number}",
                "provider": 'provider["registry.terraform.io/hashicorp/aws"]',
                "instances": [{"schema_version": 0, "attributes": one.attributes}],
            }
            state.write((",\n" if number else "") + json.dumps(entry, indent=2))
            at = [there.type, f"{copy:08}{stack}", there.region, there.id]
            live.write(json.dumps([*at, there.attributes]) + "\n")
        state.write("\n]}\n")


def read(folder: Path) -> tuple[list[Any], list[Any]]:
    """(state, live) of what `write` wrote, as a run holds them."""
    import orjson

    from scanner.live.source import LiveSource
    from scanner.model import Origin, Resource
    from scanner.terraform.state import read_state

    def there(line: bytes) -> Resource:
        type_, account, region, key, attributes = orjson.loads(line)
        place = f"{account}/{region or 'global'}"
        return Resource(
            type=sys.intern(type_),
            address=f"{type_}.{key}",
            attributes=attributes,
            origin=Origin.LIVE,
            source=LiveSource(f"aws://{place}/{type_}/{key}"),
            scope=place,
            id=key,
            account=sys.intern(account),
            region=sys.intern(region),
        )

    state = read_state((folder / "state").read_bytes(), "terraform.tfstate")
    with (folder / "live").open("rb") as lines:
        live = [there(line) for line in lines]
    # Reading live gives them back in the account and region that were asked.
    homed = [
        replace(one, account=other.account, region=other.region)
        for one, other in zip(state.resources, live, strict=True)
    ]
    return homed, live


def measure(folder: Path) -> dict[str, Any]:
    """Compare what is in `folder`."""
    import botocore.session  # noqa: F401 - a run that has read live has loaded it

    from scanner.drift import compare
    from scanner.live import readable
    from scanner.live.aws.kinds import splits
    from scanner.projection import LiveView

    state, live = read(folder)
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
        "resources": len(state),
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
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            _in_a_process(lambda folder=folder, count=count: write(folder, count))
            _in_a_process(lambda folder=folder: print(json.dumps(measure(folder)), flush=True))


def _in_a_process(work: Callable[[], None]) -> None:
    child = os.fork()
    if not child:
        work()
        os._exit(0)
    if os.waitpid(child, 0)[1]:
        raise SystemExit("it failed, see above")


if __name__ == "__main__":
    main()
