"""The bucket of the backups made public: found, with what it breaks; before that, nothing is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = "infrastructure/backups"
BUCKET = "parcelbox-database-backups"
PUBLIC = {"role": "roles/storage.objectViewer", "members": ["allUsers"]}

Drift = Callable[[], tuple[int, dict[str, Any]]]


@pytest.fixture
def storage(demo: Path, programs: dict[str, Any]) -> Iterator[str]:
    """The URL of a Cloud Storage server right after the deployment."""
    with programs["storage_server"].storage_server() as url:
        state = json.loads((demo / "state" / "backups.tfstate").read_text())
        programs["seed"]._google_buckets(url, state)
        yield url


@pytest.fixture
def drift(demo: Path, storage: str) -> Drift:
    """`trueup drift` on the root of the backups, as a user starts it: exit code and report."""

    def drift() -> tuple[int, dict[str, Any]]:
        done = subprocess.run(
            [sys.executable, "-m", "scanner.cli.main", "drift", ROOT, "--state",
             "state/backups.tfstate", "--format=json", "--no-cache"],
            cwd=demo, env={**os.environ, "STORAGE_EMULATOR_HOST": storage},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        return done.returncode, json.loads(done.stdout)

    return drift


def send(url: str, method: str, body: dict[str, Any]) -> None:
    request = urllib.request.Request(
        f"{url}/storage/v1/b/{BUCKET}",
        method=method,
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
    )
    if method == "PUT":
        request.full_url += "/iam"
    urllib.request.urlopen(request, timeout=30).close()


def test_right_after_the_deployment_nothing_has_drifted(drift: Drift) -> None:
    for _ in range(2):
        code, report = drift()
        assert (code, report["results"], report["summary"]["complete"]) == (0, [], True)


def test_a_bucket_made_public_is_found_with_what_it_breaks(drift: Drift, storage: str) -> None:
    send(storage, "PATCH", {"iamConfiguration": {"publicAccessPrevention": "inherited"}})
    send(storage, "PUT", {"bindings": [PUBLIC]})
    code, report = drift()
    assert code == 1
    found = {one["resource"]["type"]: one for one in report["results"]}
    assert set(found) == {"google_storage_bucket", "google_storage_bucket_iam_member"}

    guard = found["google_storage_bucket"]
    assert (guard["attribute"], guard["drift"]["class"]) == ("public_access_prevention", "drifted")
    assert guard["drift"]["effect"] == "worsened"
    assert guard["drift"]["rules"] == ["google-storage-bucket-public-access-not-prevented"]
    place = guard["location"]
    assert (place["path"], place["start_line"]) == (f"{ROOT}/main.tf", 53)

    grant = found["google_storage_bucket_iam_member"]
    assert (grant["severity"], grant["drift"]["class"]) == ("critical", "unmanaged")
    assert grant["drift"]["effect"] == "worsened"
    assert grant["drift"]["rules"] == ["google-storage-bucket-public"]
    assert grant["message"].endswith("this breaks google-storage-bucket-public")
