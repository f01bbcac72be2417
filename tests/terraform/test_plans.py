"""Whole configurations evaluate to what Terraform plans; see tests/oracles/terraform_plans.py."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from scanner.load.terraform import load_terraform
from scanner.model import Loaded, Unknown
from scanner.project import Project
from scanner.terraform.options import TerraformOptions

HERE = Path(__file__).parent
FOLDERS = [HERE / "policies", HERE / "plans" / "shop"]

NOT_IN_PLANS = {"lifecycle", "provisioner", "connection"}


def loaded(folder: Path) -> Loaded:
    project = Project(str(folder), str(folder))
    return load_terraform([str(folder)], project, TerraformOptions(boundary=str(folder)))


def differences(ours: Any, planned: Any, unknown: Any, path: str) -> list[str]:
    """Where a value of ours is not what was planned; `unknown` mirrors after_unknown."""
    if isinstance(ours, Unknown):
        return [] if unknown is True or planned is None else [f"{path}: we do not know {planned}"]
    if unknown is True:
        return [f"{path}: we know {ours!r}, Terraform does not"]
    if isinstance(ours, dict) and isinstance(planned, dict):
        unknown = unknown if isinstance(unknown, dict) else {}
        return [
            line
            for key, value in ours.items()
            if value is not None
            for line in differences(value, planned.get(key), unknown.get(key), f"{path}.{key}")
        ]
    if isinstance(ours, list) and isinstance(planned, list):
        return list_differences(ours, planned, unknown, path)
    if path.endswith(".user_data"):
        # The provider plans its digest.
        ours = hashlib.sha1(ours.encode(), usedforsecurity=False).hexdigest()
    # The provider's schema turns "20" into 20, which only its schema tells.
    if ours == planned or str(ours).lower() == str(planned).lower():
        return []
    return [f"{path}: {ours!r} is not {planned!r}"]


def list_differences(ours: list[Any], planned: list[Any], unknown: Any, path: str) -> list[str]:
    if len(ours) != len(planned):
        return [f"{path}: {len(ours)} elements, not {len(planned)}"]
    marks = unknown if isinstance(unknown, list) and len(unknown) == len(planned) else []
    rest = list(range(len(planned)))
    found = []
    # Blocks of a set come in the provider's order.
    for position, value in enumerate(ours):
        for index in rest:
            mark = marks[index] if marks else None
            if not differences(value, planned[index], mark, path):
                rest.remove(index)
                break
        else:
            found.append(f"{path}[{position}]: {value!r} is not among {planned!r}")
    return found


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_values_are_the_planned_ones(folder: Path) -> None:
    plan = json.loads((folder / "plan.json").read_text())
    found: list[str] = []
    for resource in loaded(folder).resources:
        if resource.type == "terraform_output" and not resource.calls:
            name = resource.address.removeprefix("output.")
            expected = plan["outputs"][name]
            value = resource.attributes["value"]
            found += differences(value, expected["value"], expected["unknown"], resource.address)
        elif resource.address in plan["resources"]:
            expected = plan["resources"][resource.address]
            attributes = {k: v for k, v in resource.attributes.items() if k not in NOT_IN_PLANS}
            found += differences(
                attributes, expected["values"], expected["unknown"], resource.address
            )
    assert found == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_addresses_are_the_planned_ones(folder: Path) -> None:
    plan = json.loads((folder / "plan.json").read_text())
    ours = {
        resource.address
        for resource in loaded(folder).resources
        if resource.type.startswith("aws_") and not resource.not_instantiated
    }
    assert ours == set(plan["resources"])


def test_nothing_is_reported() -> None:
    assert [d for folder in FOLDERS for d in loaded(folder).diagnostics] == []


def test_what_has_no_instance_is_judged_once() -> None:
    resources = loaded(HERE / "plans" / "shop").resources
    assert [r.address for r in resources if r.not_instantiated] == ["aws_eip.none[*]"]
