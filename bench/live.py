"""Reading live AWS against a server that waits: how near to the ideal, and how many calls.

    python bench/live.py [BUCKETS ROLES GROUPS] [--latency SECONDS] [--workers N]

Reads the same resources with one thread and with many, and prints as JSON: wall and CPU seconds,
calls by operation, the ideal (calls x latency / threads + CPU), and both ratios. With one thread
only a part is read and the rest calculated, as it would take a quarter of an hour.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

SETTINGS = (
    "aws_s3_bucket_acl",
    "aws_s3_bucket_ownership_controls",
    "aws_s3_bucket_public_access_block",
    "aws_s3_bucket_server_side_encryption_configuration",
    "aws_s3_bucket_versioning",
)


def managed(buckets: int, roles: int, groups: int) -> list[Any]:
    """What a state would hold of them."""
    from scanner.live.source import LiveSource
    from scanner.model import Origin, Resource

    def one(type_name: str, number: int, **attributes: Any) -> Resource:
        return Resource(
            type_name,
            f"{type_name}.r[{number}]",
            attributes,
            Origin.STATE,
            LiveSource(""),
            ".",
            id=str(attributes["id"]),
        )

    found = []
    for n in range(buckets):
        name = f"bucket-{n}"
        found.append(one("aws_s3_bucket", n, id=name, bucket=name))
        found += [one(type_name, n, id=name, bucket=name) for type_name in SETTINGS]
    found += [one("aws_iam_role", n, id=f"role-{n}", name=f"role-{n}") for n in range(roles)]
    found += [one("aws_security_group", n, id=f"sg-{n}") for n in range(groups)]
    return found


def measure(counts: tuple[int, int, int], latency: float, workers: int) -> dict[str, Any]:
    """One run in a server and a session of its own."""
    command = [sys.executable, str(ROOT / "tests" / "support" / "latent_aws.py")]
    server = subprocess.Popen(
        [*command, *map(str, counts), str(latency)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout is not None
    os.environ.update(
        AWS_ENDPOINT_URL=server.stdout.readline().strip(),
        AWS_ACCESS_KEY_ID="AKIAIOSFODNN7EXAMPLE",
        AWS_SECRET_ACCESS_KEY="not-a-secret",
        AWS_DEFAULT_REGION="eu-west-1",
        AWS_EC2_METADATA_DISABLED="true",
    )
    from scanner.live import default_sessions, read_live

    resources = managed(*counts)
    start, cpu = time.perf_counter(), time.process_time()
    sessions = default_sessions({one.type for one in resources})
    live = read_live(resources, sessions, workers=workers)
    wall, used = time.perf_counter() - start, time.process_time() - cpu
    answered, _ = server.communicate("")
    calls = json.loads(answered)
    total = sum(calls.values())
    if live.view.unread:
        raise SystemExit(f"not read: {live.view.unread[0]}")
    return {
        "resources": len(live.view.resources),
        "workers": workers,
        "wall": round(wall, 2),
        "cpu": round(used, 2),
        "calls": total,
        "by_operation": calls,
        "ideal": round(total * latency / workers + used, 2),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("counts", nargs="*", type=int, default=[1000, 500, 500])
    parser.add_argument("--latency", type=float, default=0.05)
    parser.add_argument("--workers", type=int, default=16)
    options = parser.parse_args()
    buckets, roles, groups = options.counts
    many = measure((buckets, roles, groups), options.latency, options.workers)
    part = max(1, buckets // 20)
    few = measure((part, roles, groups), options.latency, 1)
    # The calls beside those per bucket are the same in both.
    per_call = few["wall"] / few["calls"]
    one_after_another = per_call * many["calls"]
    result = {
        **many,
        "against_ideal": round(many["wall"] / many["ideal"], 2),
        "one_after_another": round(one_after_another, 1),
        "times_faster": round(one_after_another / many["wall"], 1),
        "cpu_per_call_ms": round(1000 * many["cpu"] / many["calls"], 2),
    }
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
