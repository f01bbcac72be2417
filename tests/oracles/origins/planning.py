"""The examples as plans of the real Terraform."""

from __future__ import annotations

import copy
import json
import re
import sys
from pathlib import Path
from typing import Any

from origins.command import Terraform, example_of, problems_of, write_root
from origins.completing import complete
from origins.records import Example
from origins.server import serving

_KIND = re.compile(r'^(?:resource|data|ephemeral) "(\w+)"', re.MULTILINE)
_UNDECLARED = re.compile(r'A managed resource "(\w+)" "(\w+)" has not been declared in (\S+)\.')


def plan_all(found: list[Example], folder: Path, schemas: dict[str, Any]) -> None:
    """Plan all examples at once, leaving out those that Terraform refuses."""
    for example in found:
        if any(not kind.startswith(("aws_", "terraform_")) for kind in _KIND.findall(example.text)):
            example.why = "not planned: it needs a provider that is not at hand"
            continue
        complete(example, folder / "m" / example.module, schemas)
    with serving() as endpoint:
        plan = _planned(found, folder, schemas, Terraform(folder, endpoint))
    for example in found:
        if not example.why:
            example.plan = own_plan(plan, example.module)


def _planned(
    found: list[Example], folder: Path, schemas: dict[str, Any], terraform: Terraform
) -> dict[str, Any]:
    """The plan of all that Terraform does not refuse. The server is there for what is validated
    by AWS, such as state machines, and for data sources."""
    for _ in range(40):
        chosen = [one for one in found if not one.why]
        write_root(folder, chosen)
        terraform.must("init", "-input=false")
        done = terraform.run("plan", "-input=false", "-refresh=false", "-out=plan", "-json")
        problems = problems_of(done.stdout)
        if done.returncode == 0:
            break
        if not _blame(problems, {one.module: one for one in chosen}, folder, schemas):
            sys.exit(f"terraform plan: {problems}\n{done.stderr}")
    document: dict[str, Any] = json.loads(terraform.must("show", "-json", "plan"))
    return document


def _blame(
    problems: list[dict[str, Any]],
    chosen: dict[str, Example],
    folder: Path,
    schemas: dict[str, Any],
) -> bool:
    """Give each problem to its example: a stub of what it does not declare, or its end."""
    blamed = False
    for problem in problems:
        example = example_of(problem, chosen)
        if example is None or example.why:
            continue
        blamed = True
        undeclared = _UNDECLARED.search(problem.get("detail", ""))
        if undeclared and undeclared[1] in schemas:
            stub = (undeclared[1], undeclared[2])
            if stub not in example.stubs:
                example.stubs.add(stub)
                complete(example, folder / "m" / example.module, schemas)
                continue
        example.why = f"not planned: {problem['summary']}"
        print(f"{example.module}: {example.why}: {problem.get('detail', '')[:200]}")
    return blamed


def own_plan(plan: dict[str, Any], module: str) -> dict[str, Any]:
    """The plan of one module as if it were a root, reduced to what is read of it."""
    prefix = f"module.{module}"
    values = [
        child
        for child in plan["planned_values"]["root_module"].get("child_modules", [])
        if child["address"] == prefix
    ]
    call = plan["configuration"]["root_module"]["module_calls"][module]
    changes = []
    for change in plan.get("resource_changes", []):
        if change["address"].startswith(prefix + "."):
            kept = {
                k: change[k] for k in ("address", "mode", "type", "name", "index") if k in change
            }
            inner = change["change"]
            kept["change"] = {
                "actions": inner["actions"],
                "after": None if "delete" in inner["actions"] else {},
                "after_unknown": inner["after_unknown"],
                "after_sensitive": inner["after_sensitive"],
            }
            if "module_address" in change and change["module_address"] != prefix:
                kept["module_address"] = change["module_address"]
            changes.append(kept)
    document = {
        "format_version": plan["format_version"],
        "terraform_version": plan["terraform_version"],
        "planned_values": {"root_module": values[0] if values else {}},
        "resource_changes": changes,
        "configuration": {"root_module": call["module"]},
    }
    prior = plan.get("prior_state", {}).get("values", {}).get("root_module", {})
    read = [one for one in prior.get("child_modules", []) if one["address"] == prefix]
    if read:
        document["prior_state"] = {"values": {"root_module": read[0]}}
    return rooted(document, prefix)


def rooted(document: Any, prefix: str) -> Any:
    """A copy in which the addresses of a module are those of a root."""
    document = copy.deepcopy(document)
    pending = [document]
    while pending:
        node = pending.pop()
        if isinstance(node, dict):
            for name in ("address", "module_address"):
                text = node.get(name)
                if isinstance(text, str) and text == prefix:
                    del node[name]
                elif isinstance(text, str) and text.startswith(prefix + "."):
                    node[name] = text[len(prefix) + 1 :]
            for name in ("schema_version", "provider_name"):
                if "values" in node or "expressions" in node:
                    node.pop(name, None)
            pending.extend(node.values())
        elif isinstance(node, list):
            pending.extend(node)
    return document
