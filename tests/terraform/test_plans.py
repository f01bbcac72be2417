"""Whole configurations evaluate to what Terraform plans; see tests/oracles/terraform_plans.py.

Two kinds: those of AWS, whose provider changes much on its way into a plan, and those that need
no provider but Terraform's own, where everything must be equal: what is known, what is not, what
is secret. What differs all the same stands in reviewed.json, each with its reason.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scanner.load.terraform import load_terraform
from scanner.model import Loaded, Resource, Unknown
from scanner.project import Project
from scanner.terraform.options import TerraformOptions
from scanner.terraform.state import read_state

HERE = Path(__file__).parent
ALL = sorted(path.parent for path in (HERE / "plans").glob("*/plan.json"))
OF_AWS = [HERE / "policies", HERE / "plans" / "shop"]
REFUSED = [folder for folder in ALL if folder.name.startswith("refused_")]
BUILT_IN = [folder for folder in ALL if folder not in REFUSED and folder not in OF_AWS]
REVIEWED: dict[str, dict[str, str]] = json.loads((HERE / "plans" / "reviewed.json").read_text())

NOT_IN_PLANS = {"lifecycle", "provisioner", "connection"}


def name_of(folder: Path) -> str:
    return folder.name


def planned(folder: Path) -> Any:
    return json.loads((folder / "plan.json").read_text())


def options_of(folder: Path) -> TerraformOptions:
    """What oracle.json says, as our own options."""
    path = folder / "oracle.json"
    how = json.loads(path.read_text()) if path.exists() else {}
    variables = []
    arguments = iter(how.get("arguments", ()))
    for argument in arguments:
        if argument == "-var":
            variables.append(("var", next(arguments)))
        else:
            variables.append(("var-file", str(folder / argument.removeprefix("-var-file="))))
    recorded = None
    if "apply" in how:
        state = read_state((folder / "recorded.tfstate").read_bytes(), "recorded.tfstate")
        recorded = {r.address: r.attributes for r in (*state.resources, *state.data)}
    return TerraformOptions(
        variables=tuple(variables),
        workspace=how.get("workspace", "default"),
        environ=how.get("environment", {}),
        recorded=recorded,
        boundary=str(folder),
    )


def loaded(folder: Path) -> Loaded:
    project = Project(str(folder), str(folder))
    return load_terraform([str(folder)], project, options_of(folder))


# Those of AWS


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


@pytest.mark.parametrize("folder", OF_AWS, ids=name_of)
def test_values_are_the_planned_ones(folder: Path) -> None:
    plan = planned(folder)
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


@pytest.mark.parametrize("folder", OF_AWS, ids=name_of)
def test_addresses_are_the_planned_ones(folder: Path) -> None:
    ours = {
        resource.address
        for resource in loaded(folder).resources
        if resource.type.startswith("aws_") and not resource.not_instantiated
    }
    assert ours == set(planned(folder)["resources"])


def test_nothing_is_reported() -> None:
    assert [d for folder in OF_AWS for d in loaded(folder).diagnostics] == []


def test_what_has_no_instance_is_judged_once() -> None:
    resources = loaded(HERE / "plans" / "shop").resources
    assert [r.address for r in resources if r.not_instantiated] == ["aws_eip.none[*]"]


# Those of Terraform's own provider


def exact(ours: Any, planned: Any, unknown: Any, path: str) -> Iterator[tuple[str, str]]:
    """The places at which a value of ours is not what was planned, each with what is wrong."""
    if isinstance(ours, Unknown) or unknown is True:
        if unknown is not True:
            yield path, f"we do not know {planned!r}"
        elif not isinstance(ours, Unknown):
            yield path, f"we know {ours!r}, Terraform does not"
    elif isinstance(ours, dict) and isinstance(planned, dict):
        marks = unknown if isinstance(unknown, dict) else {}
        # A plan leaves out what it does not know and names it in after_unknown.
        names = planned.keys() | {name for name, mark in marks.items() if mark is True}
        for name in sorted(ours.keys() | names):
            inner = f"{path}.{name}"
            if ours.get(name) is not None and name not in names:
                yield inner, f"Terraform has no such thing as {ours[name]!r}"
            else:
                yield from exact(ours.get(name), planned.get(name), marks.get(name), inner)
    elif isinstance(ours, list) and isinstance(planned, list) and len(ours) == len(planned):
        for i, (left, right) in enumerate(zip(ours, planned, strict=True)):
            mark = unknown[i] if isinstance(unknown, list) and i < len(unknown) else None
            yield from exact(left, right, mark, f"{path}[{i}]")
    elif type(ours) is bool or type(planned) is bool:
        if ours is not planned:
            yield path, f"{ours!r} is not {planned!r}"
    elif ours != planned:
        yield path, f"{ours!r} is not {planned!r}"


def secrets(marks: Any, path: str) -> Iterator[str]:
    """The places that after_sensitive marks."""
    if marks is True:
        yield path
    elif isinstance(marks, dict):
        for name, inner in marks.items():
            yield from secrets(inner, f"{path}.{name}")
    elif isinstance(marks, list):
        for i, inner in enumerate(marks):
            yield from secrets(inner, f"{path}[{i}]")


def our_secrets(resource: Resource) -> set[str]:
    """The outermost places that are secret for us."""
    found = resource.sensitive
    outer = [p for p in found if not any(p[:n] in found for n in range(1, len(p)))]
    return {
        resource.address + "".join(f"[{s}]" if isinstance(s, int) else f".{s}" for s in path)
        for path in outer
        if path[0] not in NOT_IN_PLANS
    }


def all_differences(folder: Path) -> dict[str, str]:
    """Every place at which we differ from the plan of a configuration."""
    plan = planned(folder)
    found: dict[str, str] = {}
    met = set()
    for resource in loaded(folder).resources:
        address = resource.address
        if resource.type == "terraform_output" and not resource.calls:
            expected = plan["outputs"][address.removeprefix("output.")]
            value = resource.attributes["value"]
            found |= exact(value, expected["value"], expected["unknown"], address)
            if expected["sensitive"] is not (("value",) in resource.sensitive):
                found[address + " sensitive"] = f"Terraform says {expected['sensitive']}"
        elif resource.type == "terraform_data" and not resource.not_instantiated:
            met.add(address)
            expected = plan["resources"].get(address)
            if expected is None:
                found[address] = "is not planned"
                continue
            for name, value in resource.attributes.items():
                if name not in NOT_IN_PLANS:
                    planned_value = expected["values"].get(name)
                    mark = expected["unknown"].get(name)
                    found |= exact(value, planned_value, mark, f"{address}.{name}")
            theirs = {
                path
                for name in resource.attributes
                for path in secrets(expected["sensitive"].get(name), f"{address}.{name}")
            }
            found |= {p + " sensitive": "only for us" for p in our_secrets(resource) - theirs}
            found |= {p + " sensitive": "not for us" for p in theirs - our_secrets(resource)}
            previous = expected.get("previous_address")
            if previous is not None and previous not in resource.moved_from:
                found[address] = f"was {previous}, not {resource.moved_from}"
    for address in plan["resources"].keys() - met:
        if not address.startswith("data."):
            found[address] = "is planned"
    return found


@pytest.mark.parametrize("folder", BUILT_IN, ids=name_of)
def test_everything_is_as_planned(folder: Path) -> None:
    found = all_differences(folder)
    reviewed = REVIEWED.get(folder.name, {})
    assert {k: v for k, v in found.items() if k not in reviewed} == {}
    assert [place for place in reviewed if place not in found] == []


@pytest.mark.parametrize("folder", BUILT_IN, ids=name_of)
def test_what_terraform_takes_is_not_reported(folder: Path) -> None:
    assert loaded(folder).diagnostics == ()


@pytest.mark.parametrize("folder", REFUSED, ids=name_of)
def test_what_terraform_refuses_is_reported(folder: Path) -> None:
    assert planned(folder)["refused"]
    assert (loaded(folder).diagnostics == ()) is (folder.name in REVIEWED)


def test_enough_configurations_are_compared() -> None:
    assert len(BUILT_IN) >= 50
    assert len(REFUSED) >= 30
