"""Whole AWS configurations evaluate to what Terraform plans; see tests/oracles/aws_plans.py.

What the configuration sets is what was planned, as the same type, and is unknown exactly where the
plan says "known after apply". Every other difference is in `REVIEWED`, with its reason.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scanner.load.terraform import load_terraform
from scanner.model import Loaded, Unknown
from scanner.project import Project
from scanner.terraform.options import TerraformOptions
from scanner.terraform.schemas import find

PLANS = Path(__file__).parent / "aws_plans"
FOLDERS = sorted(path for path in PLANS.iterdir() if path.is_dir())
NOT_IN_PLANS = {"lifecycle", "provisioner", "connection", "timeouts"}

ASKED = "the account answers data.aws_caller_identity and data.aws_availability_zones"
DIGEST = "the provider plans the digest of user_data"

REVIEWED: dict[tuple[str, str], str] = {
    ("data_sources", "data.aws_iam_policy_document.own.statement[0].resources[0]"): ASKED,
    ("data_sources", "data.aws_iam_policy_document.own.statement[0].resources[1]"): ASKED,
    ("data_sources", "aws_subnet.zone[0].availability_zone"): ASKED,
    ("data_sources", "aws_subnet.zone[1].availability_zone"): ASKED,
    ("data_sources", "aws_s3_bucket.data.bucket"): ASKED,
    ("data_sources", "aws_iam_policy.own.policy"): ASKED,
    ("data_sources", "aws_ssm_parameter.zone_count.value"): ASKED,
    ("instances", 'aws_instance.machine["dev-0"].user_data'): DIGEST,
    ("instances", 'aws_instance.machine["prod-0"].user_data'): DIGEST,
    ("instances", 'aws_instance.machine["prod-1"].user_data'): DIGEST,
    ("instances", 'aws_instance.machine["dev-0"].ebs_block_device'): (
        "a dynamic block made none; the provider may yet list those of the image"
    ),
    ("names", "aws_acm_certificate.c.subject_alternative_names"): (
        "the provider adds the certificate's own domain to its set of names"
    ),
}
"""(configuration, where) -> why it differs."""


def loaded(name: str) -> Loaded:
    folder = PLANS / name
    project = Project(str(folder), str(folder))
    return load_terraform([str(folder)], project, TerraformOptions(boundary=str(folder)))


def differences(ours: Any, planned: Any, unknown: Any, path: str) -> Iterator[tuple[str, str]]:
    """Where a value of ours is not what was planned; `unknown` mirrors after_unknown."""
    if isinstance(ours, Unknown):
        if unknown is not True and not (unknown and planned in (None, [], {})):
            yield path, f"we do not know {planned!r}: {ours.reason}"
    elif unknown is True:
        if not (isinstance(ours, dict | list) and all_unknown(ours)):
            yield path, f"we know {ours!r}, Terraform does not"
    elif isinstance(ours, dict):
        if not isinstance(planned, dict):
            yield path, f"{ours!r} is not {planned!r}"
            return
        marks = unknown if isinstance(unknown, dict) else {}
        for key, value in ours.items():
            if value is not None:
                inner = f"{path}.{key}"
                yield from differences(value, planned.get(key), marks.get(key), inner)
    elif isinstance(ours, list):
        yield from list_differences(ours, planned, unknown, path)
    elif not same(ours, planned):
        yield path, f"{ours!r} is not {planned!r}"


def all_unknown(value: Any) -> bool:
    """Whether nothing is known of a list or map but how large it is."""
    items = value.values() if isinstance(value, dict) else value
    return bool(value) and any(isinstance(item, Unknown) for item in items)


def same(ours: Any, planned: Any) -> bool:
    if ours == planned:
        return isinstance(ours, bool) == isinstance(planned, bool)
    if isinstance(ours, str) and isinstance(planned, str):
        try:
            return bool(json.loads(ours) == json.loads(planned))
        except ValueError:
            return False
    return False


def list_differences(
    ours: list[Any], planned: Any, unknown: Any, path: str
) -> Iterator[tuple[str, str]]:
    if not isinstance(planned, list) or len(ours) != len(planned):
        yield path, f"{ours!r} is not {planned!r}"
        return
    marks = unknown if isinstance(unknown, list) and len(unknown) == len(planned) else None
    rest = list(range(len(planned)))
    # The elements of a set come in the provider's order.
    for position, value in enumerate(ours):
        best: list[tuple[str, str]] | None = None
        for index in rest:
            mark = marks[index] if marks else None
            found = list(differences(value, planned[index], mark, f"{path}[{position}]"))
            if not found:
                rest.remove(index)
                break
            if best is None or len(found) < len(best):
                best = found
        else:
            yield from best or ()


def compared(name: str) -> Iterator[tuple[str, str]]:
    plan = json.loads((PLANS / name / "plan.json").read_text())
    for resource in loaded(name).resources:
        if resource.type == "terraform_output" and not resource.calls:
            expected = plan["outputs"].get(resource.address.removeprefix("output."))
            if expected is not None:
                value = resource.attributes["value"]
                yield from differences(
                    value, expected["value"], expected["unknown"], resource.address
                )
        elif resource.address in plan["resources"]:
            expected = plan["resources"][resource.address]
            schema = find(resource.type)
            assert schema is not None
            for key, value in resource.attributes.items():
                attribute = schema.block.attributes.get(key)
                write_only = attribute is not None and attribute.write_only
                if value is not None and key not in NOT_IN_PLANS and not write_only:
                    yield from differences(
                        value,
                        expected["values"].get(key),
                        expected["unknown"].get(key),
                        f"{resource.address}.{key}",
                    )


@pytest.mark.parametrize("name", [folder.name for folder in FOLDERS])
def test_values_are_the_planned_ones(name: str) -> None:
    found = [(path, why) for path, why in compared(name) if (name, path) not in REVIEWED]
    assert found == []


def test_every_reviewed_difference_is_still_there() -> None:
    found = {(f.name, path) for f in FOLDERS for path, _ in compared(f.name)}
    assert set(REVIEWED) - found == set()


@pytest.mark.parametrize("name", [folder.name for folder in FOLDERS])
def test_addresses_are_the_planned_ones(name: str) -> None:
    plan = json.loads((PLANS / name / "plan.json").read_text())
    ours = {
        resource.address
        for resource in loaded(name).resources
        if "aws_" in resource.type and not resource.not_instantiated
    }
    # A plan does not list what is ephemeral.
    assert {a for a in ours if ".ephemeral." not in f".{a}"} == set(plan["resources"])


@pytest.mark.parametrize("name", [folder.name for folder in FOLDERS])
def test_nothing_is_reported(name: str) -> None:
    assert loaded(name).diagnostics == ()


def test_there_are_enough() -> None:
    assert len(FOLDERS) >= 25
    total = sum(
        len(json.loads((folder / "plan.json").read_text())["resources"]) for folder in FOLDERS
    )
    assert total >= 150
