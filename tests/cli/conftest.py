"""Running the command inside of the test process."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from scanner import policy
from scanner import rulebook as rule_files
from scanner.cli.main import run
from scanner.live import Live, readable
from scanner.live.aws.kinds import reader_for
from scanner.live.source import LiveSource
from scanner.model import Origin, Resource
from scanner.projection import LiveView, Unread


@dataclass(frozen=True)
class Outcome:
    """What a run of the command left."""

    code: int
    out: str
    err: str

    @property
    def report(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out)
        return found


HERE = Path(__file__).parent
BASELINE = """\
title: Baseline
select: {rules: ["*"]}
disable: [aws-s3-bucket-without-kms, google-storage-bucket-without-cmek]
"""


@pytest.fixture(scope="session")
def rulebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small rulebook of rules of ours: what the command does with findings must not change
    with every rule that is added."""
    root = Path(__file__).resolve().parents[2]
    folder = tmp_path_factory.mktemp("rulebook")
    for name in (HERE / "rulebook.txt").read_text().split():
        (folder / "rules" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(root / "rules" / name, folder / "rules" / name)
    (folder / "policies").mkdir()
    (folder / "policies" / "baseline.yaml").write_text(BASELINE)
    shutil.copy(root / "policies" / "strict.yaml", folder / "policies")
    return folder


@pytest.fixture
def trueup(
    capsysbinary: pytest.CaptureFixture[bytes],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    rulebook: Path,
) -> Callable[..., Outcome]:
    """``trueup("scan", ".")`` in an empty folder that is its own repository."""
    # Both are loaded by now: one that is loaded here would keep what stands in for the other's.
    for module in (policy, rule_files):
        monkeypatch.setattr(module, "data_folder", lambda name: str(rulebook / name))
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / ".cache"))
    for name in list(os.environ):
        if name.startswith(("TF_VAR_", "AWS_")):
            monkeypatch.delenv(name)

    def call(*arguments: str) -> Outcome:
        code = run(arguments)
        captured = capsysbinary.readouterr()
        return Outcome(code, captured.out.decode(), captured.err.decode())

    return call


ACCOUNT, REGION = "123456789012", "eu-west-1"


class Cloud:
    """What the platform answers to `trueup drift`, from a recording of a real apply."""

    def __init__(self) -> None:
        folder = HERE.parent / "terraform_state" / "fixtures"
        noted = json.loads((folder / "aws.live.json").read_text())
        self.state = (folder / "aws.tfstate").read_text()
        self.code = (HERE.parent / "oracles" / "state" / "aws" / "main.tf").read_text()
        self.resources = {one["id"] + " " + one["type"]: one for one in noted["resources"]}
        self.listed = frozenset(tuple(one) for one in noted["listed"])
        # Types that got a reader since are not in the recording.
        self.types = {one["type"] for one in noted["resources"]}
        self.unread: list[Unread] = []
        self.asked: list[dict[str, Any]] = []

    def __getitem__(self, key: str) -> dict[str, Any]:
        """The attributes of the first resource whose ``ID TYPE`` starts with `key`; change them."""
        found: dict[str, Any] = next(
            one["attributes"] for name, one in self.resources.items() if name.startswith(key)
        )
        return found

    def delete(self, key: str) -> None:
        """Delete the resources whose ``ID TYPE`` starts with `key`."""
        self.resources = {k: one for k, one in self.resources.items() if not k.startswith(key)}

    def add(self, type_: str, id_: str, **attributes: Any) -> None:
        """Create a resource that nobody manages."""
        self.resources[f"{id_} {type_}"] = {
            "type": type_,
            "address": f"{type_}.{id_}",
            "id": id_,
            "account": ACCOUNT,
            "region": "",
            "scope": f"{ACCOUNT}/global",
            "attributes": attributes,
        }

    def read_live(self, resources: Sequence[Resource], _sessions: Any, **options: Any) -> Live:
        """As `scanner.live.read_live`."""
        self.asked.append(options)
        managed, projections = [], {}
        for one in resources:
            projection = readable(one.type)
            if projection is None or one.type not in self.types:
                continue
            projections[one.type] = projection
            reader = reader_for(one.type)
            region = REGION if reader is not None and reader.regional else ""
            managed.append(replace(one, account=ACCOUNT, region=region))
        live = [
            Resource(
                origin=Origin.LIVE,
                source=LiveSource(f"aws://{one['scope']}/{one['type']}/{one['id']}"),
                **one,
            )
            for one in self.resources.values()
            if one["type"] in projections
        ]
        if not options["unmanaged"]:
            keys = {(one.type, projections[one.type].key(one)) for one in managed}
            live = [one for one in live if (one.type, projections[one.type].key(one)) in keys]
        unread = {(one.type, one.id) for one in self.unread}
        live = [one for one in live if not {(one.type, one.id), (one.type, None)} & unread]
        whole = {one.type for one in self.unread if one.id is None}
        listed = frozenset(one for one in self.listed if one[2] not in whole)
        view = LiveView(tuple(live), tuple(self.unread), listed)
        return Live(view, projections, tuple(managed))


@pytest.fixture
def cloud(trueup: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch) -> Cloud:
    """The recorded platform; its root and state lie in ``.``, where `trueup` runs."""
    cloud = Cloud()
    Path("main.tf").write_text(cloud.code)
    Path("terraform.tfstate").write_text(cloud.state)
    monkeypatch.setattr("scanner.live.read_live", cloud.read_live)
    return cloud
