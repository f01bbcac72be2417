"""Writing an example as a module that Terraform takes: what it leaves out is added."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from origins.filling import filled, missing, within
from origins.records import Example
from origins.values import ALWAYS, BESIDE, EXCLUDED, FILL

if TYPE_CHECKING:
    from scanner.model import Resource

NAMES = (
    "alarm_name", "analyzer_name", "api_id", "app_name", "backup_vault_name", "broker_name",
    "bucket", "cluster", "cluster_id", "cluster_identifier", "cluster_name", "domain_name",
    "family", "function_name", "group", "identifier", "name", "namespace_name",
    "replication_group_id", "replication_instance_id", "repository", "rest_api_id", "role",
    "s3_bucket_name", "user", "user_id", "vault_name", "workgroup_name",
)  # fmt: skip
"""By these a resource is the only one of its kind in an account, or belongs to one that is."""

_PLAIN = re.compile(r"[\w-]+")


def complete(example: Example, folder: Path, schemas: dict[str, Any]) -> None:
    """Write an example with what makes it whole."""
    from scanner.load.terraform import load_terraform
    from scanner.project import Project
    from scanner.terraform.options import TerraformOptions

    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    (folder / "main.tf").write_text(example.text)
    project = Project(str(folder), str(folder))
    loaded = load_terraform([str(folder)], project, TerraformOptions(boundary=str(folder)))
    names = {
        resource.attributes[name]
        for resource in loaded.resources
        for name in NAMES
        # A rule asks what the name of a parameter ends with.
        if resource.type != "aws_ssm_parameter"
        and isinstance(resource.attributes.get(name), str)
        and _own(resource.attributes[name])
    }
    text = example.text
    for name in sorted(names):
        text = re.sub(rf'(=\s*)"{re.escape(name)}"', rf'\g<1>"{name}-{example.number}"', text)
    seen: set[str] = set()
    for resource in loaded.resources:
        schema = schemas.get(resource.type)
        label = re.sub(r"\[.*", "", resource.address.split(".", 1)[1])
        block = f"{resource.type}.{label}"
        if schema is None or resource.type.startswith("data.") or block in seen:
            continue
        seen.add(block)
        text = within(text, resource.type, label, schema, dict(resource.attributes))
        wanted = _wanted(resource, schema, loaded.resources)
        numbered(wanted, example.number)
        if wanted:
            text = filled(text, resource.type, label, wanted)
        if resource.type == "aws_cloudfront_distribution":
            text = _origins(text)
    (folder / "main.tf").write_text(text)
    (folder / "code.zip").write_bytes(nothing())
    stubs: dict[str, dict[str, Any]] = {}
    for type_, name in example.stubs:
        wanted = missing(schemas[type_], set()) | ALWAYS.get(type_, {})
        numbered(wanted, example.number)
        stubs.setdefault(type_, {})[name] = wanted
    if stubs:
        (folder / "stubs.tf.json").write_text(json.dumps({"resource": stubs}, indent=1))


def _wanted(
    resource: Resource, schema: dict[str, Any], others: Sequence[Resource]
) -> dict[str, Any]:
    """What is to be added to a resource."""
    given = set(resource.attributes)
    said = given | {f"{name}={value}" for name, value in resource.attributes.items()}
    wanted = missing(schema, given)
    more = [ALWAYS.get(resource.type, {})]
    more += [add for name, add in BESIDE.get(resource.type, {}).items() if name in said]
    for add in more:
        wanted |= {name: value for name, value in add.items() if name not in given}
    if resource.type == "aws_api_gateway_method_settings":
        # They are there only when their stage is, which a name alone does not tell.
        wanted["depends_on"] = [
            other.address
            for other in others
            if other.type == "aws_api_gateway_stage"
            and other.attributes.get("stage_name") == resource.attributes.get("stage_name")
        ]
    if resource.type == "aws_cloudformation_stack" and "parameters" in given:
        template = {
            "Parameters": {name: {"Type": "String"} for name in resource.attributes["parameters"]},
            "Resources": {"Topic": {"Type": "AWS::SNS::Topic"}},
        }
        wanted["template_body"] = json.dumps(template)
    if "replicate_source_db" in given:
        replica = {"instance_class": FILL["instance_class"], "skip_final_snapshot": True}
        wanted = {key: value for key, value in replica.items() if key not in given}
    for other, names in EXCLUDED.items():
        if other in said:
            wanted = {name: value for name, value in wanted.items() if name not in names}
    return wanted


def _origins(text: str) -> str:
    """A distribution whose behaviours are of origins that it has."""
    ids = re.findall(r'\borigin_id\s*=\s*"([^"]*)"', text)
    targets = re.findall(r'\btarget_origin_id\s*=\s*"([^"]*)"', text)
    strange = [one for one in targets if one not in ids]
    if "example" in strange and ids:
        return re.sub(r'(target_origin_id\s*=\s*)"example"', rf'\g<1>"{ids[0]}"', text)
    if strange and "example" in ids:
        return re.sub(r'(\borigin_id\s*=\s*)"example"', rf'\g<1>"{strange[0]}"', text)
    return text


def _own(name: str) -> bool:
    """Whether a name can be made an example's own: it is no ARN, host, pattern or what exists."""
    return bool(_PLAIN.fullmatch(name)) and name not in ("default", "all", "AWS")


def numbered(wanted: dict[str, Any], number: int) -> None:
    """Make the names among added arguments the example's own."""
    for name in NAMES:
        if isinstance(wanted.get(name), str) and _own(wanted[name]):
            wanted[name] = f"{wanted[name]}-{number}"


def nothing() -> bytes:
    """The package of a function that does nothing."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(zipfile.ZipInfo("a.py"), "def b(event, context):\n    return None\n")
    return packed.getvalue()
