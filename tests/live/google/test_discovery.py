"""Nothing is read that Google does not document: every look-up in an answer, field by field.

The fields are those of the discovery documents, recorded by tests/oracles/google_schemas.py.
"""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from google_discovery import (
    ALSO,
    FIXTURE,
    POLICY,
    SCHEMAS,
    Watched,
    full,
    recorded_schemas,
    resolved,
    roots,
    schema_of,
)
from google_recorded import Fake, recorded, recorded_types

from scanner.live.google import table
from scanner.live.google.iam import _grants, _policy_form
from scanner.live.google.inventory import Asset, Inventory
from scanner.live.google.kinds import Context, Reader, reader_for, supported_types

SCRIPT = Path(__file__).parents[2] / "oracles" / "google_schemas.py"
RUN = "run.googleapis.com/Service"

PLACES = {"region", "zone", "location"}
"""Looked up first where the answer may have it; the asset's name has it always."""


def lookups(reader: Reader, monkeypatch: pytest.MonkeyPatch, *, newer: bool) -> tuple[Any, Any]:
    """(every place that is looked up in an answer with all fields, those that do not exist)."""
    asked: set[str] = set()
    unknown: set[str] = set()
    monkeypatch.setattr(table, "with_ids", lambda value, ids: value)
    read = table.Table.read

    def watched(self: Any, data: Any) -> Any:
        more = {name: one for name, one in data.items() if name.startswith("@")}
        said = {name: one for name, one in data.items() if name not in more}
        kept = Watched(said, schema_of(kind, said), asked, unknown)
        kept.update(more)
        return read(self, kept)

    kind = reader.resources[0]
    monkeypatch.setattr(table.Table, "read", watched)
    every = [Asset(name_of(reader), one, full(one, newer=newer)) for one in reader.resources]
    for one in every:
        for field in ("nextHopNetwork", "nextHopPeering", "nextHopHub"):
            one.data.pop(field, None)  # type: ignore[attr-defined]
    session: Any = Fake(())
    inventory = Inventory("demo", lambda content, kinds: every, reader.resources, ())
    for item in reader.listing(Context(session, inventory)):
        reader.read(item.raw)
    return asked, unknown


def name_of(reader: Reader) -> str:
    name: str = recorded(reader.type)["cases"][0]["asset"]["name"]
    return name


@pytest.mark.parametrize("type_name", recorded_types())
def test_every_look_up_is_of_a_field_that_exists(
    type_name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = reader_for(type_name)
    assert reader is not None
    newer = type_name != "google_cloud_run_service"
    asked, unknown = lookups(reader, monkeypatch, newer=newer)
    # A block's name is tried in the singular, then in the plural.
    unknown -= {one for one in unknown if f"{one}s" in asked - unknown}
    assert unknown <= PLACES
    assert asked - unknown


def test_the_first_version_of_cloud_run_too() -> None:
    from scanner.live.google.knative import second_version

    asked: set[str] = set()
    unknown: set[str] = set()
    second_version(Watched(full(RUN), schema_of(RUN), asked, unknown))
    assert {"spec.template", "spec.traffic", "metadata.annotations"} <= asked
    assert unknown == set()


def test_buckets_too() -> None:
    kind, asked, unknown = "storage.googleapis.com/Bucket", set[str](), set[str]()
    reader = reader_for("google_storage_bucket")
    assert reader is not None
    reader.read(Watched(full(kind), schema_of(kind), asked, unknown))
    assert len(asked) > 40
    assert unknown == set()


def test_policies_too() -> None:
    asked: set[str] = set()
    unknown: set[str] = set()
    from google_discovery import _full

    schema = resolved(POLICY[0], f"@{POLICY[1]}")
    policy = Watched(_full(schema, 8), schema, asked, unknown)
    _policy_form(policy)
    asset = Asset(
        "//cloudkms.googleapis.com/projects/demo/locations/l/keyRings/r/cryptoKeys/k",
        "cloudkms.googleapis.com/CryptoKey",
        {},
        policy,
    )
    session: Any = Fake(())
    inventory = Inventory("demo", lambda content, kinds: [asset], (), (asset.type,))
    assert len(list(_grants(Context(session, inventory), asset.type, "crypto_key_id"))) == 1
    assert {"bindings", "auditConfigs"} <= {one.partition(".")[0] for one in asked}
    assert unknown == set()


def test_a_misspelt_field_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = table.tabled(
        "google_compute_ssl_policy",
        "compute.googleapis.com/SslPolicy",
        key=table.by("name"),
        at={"profile": "profil"},
    )
    assert lookups(reader, monkeypatch, newer=True)[1] >= {"profil"}


def test_every_asset_type_that_is_asked_for_is_recorded() -> None:
    readers = [reader for name in supported_types() if (reader := reader_for(name)) is not None]
    asked = {kind for one in readers for kind in (*one.resources, *one.policies)}
    assert asked <= set(SCHEMAS)
    for document, schema in roots():
        assert schema in recorded_schemas()[document]
    assert set(ALSO) <= set(SCHEMAS)


def test_the_record_is_what_the_documents_say(tmp_path: Path) -> None:
    recorded_with = recorded_schemas()["google-api-python-client"]
    if version("google-api-python-client") != recorded_with:
        pytest.skip(f"recorded with google-api-python-client {recorded_with}")
    before = FIXTURE.read_text()
    copied = tmp_path / "discovery.json"
    done = subprocess.run(
        [sys.executable, str(SCRIPT), str(copied)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert copied.read_text() == before
    assert json.loads(before)["compute.v1"]["revision"]
