"""Writing an example as a module that Terraform takes: what it leaves out is added."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

from origins.records import Example

_ROLE = "arn:aws:iam::123456789012:role/example"
FILL: dict[str, Any] = {
    "allocated_storage": 20,
    "ami": "ami-12345678",
    "assume_role_policy": '{"Version":"2012-10-17","Statement":[]}',
    "availability_zone": "eu-central-1a",
    "cidr_block": "10.0.0.0/16",
    "cluster_identifier": "example",
    "device_name": "/dev/sdf",
    "endpoint_type": "source",
    "engine": "postgres",
    "engine_family": "POSTGRESQL",
    "execution_role_arn": _ROLE,
    "identifier": "example",
    "instance_class": "db.m7g.large",
    "instance_type": "t3.micro",
    "name": "example",
    "password": "example-only",
    "policy": '{"Version":"2012-10-17","Statement":[]}',
    "policy_arn": "arn:aws:iam::123456789012:policy/example",
    "protocol": "tcp",
    "replication_instance_class": "dms.t3.micro",
    "replication_instance_id": "example",
    "role": "example",
    "role_arn": _ROLE,
    "skip_final_snapshot": True,
    "subnet_ids": ["subnet-12345678", "subnet-87654321"],
    "username": "example",
    "vpc_id": "vpc-12345678",
}
"""Values for required arguments by name; others get one that fits their type."""

ALWAYS: dict[str, dict[str, Any]] = {
    "aws_db_instance": {
        "allocated_storage": 20,
        "engine": "postgres",
        "identifier": "example",
        "instance_class": "db.m7g.large",
        "username": "example",
        "password": "example-only",
        "skip_final_snapshot": True,
    },
    "aws_dynamodb_table": {
        "hash_key": "id",
        "attribute": [{"name": "id", "type": "S"}],
        "read_capacity": 1,
        "write_capacity": 1,
    },
    "aws_acm_certificate": {"validation_method": "DNS"},
    "aws_autoscaling_group": {
        "availability_zones": ["eu-central-1a"],
        "wait_for_capacity_timeout": "0",
    },
    "aws_docdb_cluster": {"master_username": "example", "master_password": "example-only"},
    "aws_ecs_task_definition": {"memory": 512},
    "aws_elasticache_cluster": {
        "engine": "memcached",
        "node_type": "cache.t4g.small",
        "num_cache_nodes": 1,
    },
    "aws_elasticache_replication_group": {"node_type": "cache.t4g.small"},
    "aws_elasticache_user": {"engine": "valkey"},
    "aws_fsx_windows_file_system": {
        "active_directory_id": "d-1234567890",
        "subnet_ids": ["subnet-12345678"],
        "throughput_capacity": 32,
    },
    "aws_kinesis_stream": {"shard_count": 1},
    "aws_lightsail_database": {"master_password": "example-only"},
    "aws_mq_broker": {
        "engine_type": "RabbitMQ",
        "engine_version": "3.13",
        "host_instance_type": "mq.m5.large",
    },
    "aws_lb": {"subnets": ["subnet-12345678", "subnet-87654321"]},
}
"""What the provider asks for only when it applies."""

EXCLUDED: dict[str, tuple[str, ...]] = {
    "certificate_authority_arn": ("validation_method",),
    "certificate_body": ("validation_method",),
    "global_replication_group_id": ("node_type",),
    "private_key": ("validation_method",),
    "replication_group_id": ("engine", "node_type", "num_cache_nodes"),
    "vpc_zone_identifier": ("availability_zones",),
    "snapshot_identifier": ("master_username", "master_password"),
}
"""What must not be added where another argument is given."""

NAMES = (
    "alarm_name", "analyzer_name", "api_id", "app_name", "backup_vault_name", "broker_name",
    "bucket", "cluster", "cluster_id", "cluster_identifier", "cluster_name", "domain_name",
    "function_name", "group", "identifier", "name", "namespace_name", "replication_group_id",
    "replication_instance_id", "repository", "rest_api_id", "role", "s3_bucket_name", "user",
    "user_id", "vault_name", "workgroup_name",
)  # fmt: skip
"""By these a resource is the only one of its kind in an account, or belongs to one that is."""

_PLAIN = re.compile(r"[\w-]+")


def missing(schema: dict[str, Any], given: set[str]) -> dict[str, Any]:
    """Required arguments and blocks of a type that an example does not set."""
    block = schema["block"]
    found = {
        name: FILL.get(name, _ROLE if name.endswith("_arn") else _of_type(attribute.get("type")))
        for name, attribute in block.get("attributes", {}).items()
        if attribute.get("required") and name not in given
    }
    for name, nested in block.get("block_types", {}).items():
        if nested.get("min_items") and name not in given:
            found[name] = [missing(nested, set())]
    return found


def _of_type(type_: Any) -> Any:
    if isinstance(type_, list):
        return {} if type_[0] == "map" else [_of_type(type_[1])]
    return {"number": 1, "bool": False}.get(type_, "example")


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
        if isinstance(resource.attributes.get(name), str) and _own(resource.attributes[name])
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
        given = set(resource.attributes)
        wanted = missing(schema, given)
        for name, value in ALWAYS.get(resource.type, {}).items():
            if name not in given:
                wanted[name] = value
        if "replicate_source_db" in given:
            replica = {"instance_class": FILL["instance_class"], "skip_final_snapshot": True}
            wanted = {key: value for key, value in replica.items() if key not in given}
        for other, names in EXCLUDED.items():
            if other in given:
                wanted = {name: value for name, value in wanted.items() if name not in names}
        numbered(wanted, example.number)
        if wanted:
            text = filled(text, resource.type, label, wanted)
    (folder / "main.tf").write_text(text)
    stubs: dict[str, dict[str, Any]] = {}
    for type_, name in example.stubs:
        wanted = missing(schemas[type_], set())
        numbered(wanted, example.number)
        stubs.setdefault(type_, {})[name] = wanted
    if stubs:
        (folder / "stubs.tf.json").write_text(json.dumps({"resource": stubs}, indent=1))


def _own(name: str) -> bool:
    """Whether a name can be made an example's own: it is no ARN, host, pattern or what exists."""
    return bool(_PLAIN.fullmatch(name)) and name not in ("default", "all", "AWS")


def filled(text: str, type_: str, name: str, wanted: dict[str, Any]) -> str:
    """An example with arguments added to one of its resources."""
    head = re.compile(
        rf'^(resource "{re.escape(type_)}" "{re.escape(name)}" \{{)(.*)$', re.MULTILINE
    )
    match = head.search(text)
    if match is None:
        return text
    added = written(wanted)
    rest = match[2]
    end = rest.rfind("}")
    if end >= 0 and rest[end + 1 :].lstrip()[:1] in ("", "#"):
        # A block on one line may have one argument: it gets lines of its own.
        rest = f"{rest[:end].strip()}\n}}{rest[end + 1 :]}"
        added += "\n"
        comment = ""
    else:
        comment, rest = rest, ""
    return f"{text[: match.start()]}{match[1]}{comment}\n{added}{rest}{text[match.end() :]}"


def written(arguments: dict[str, Any]) -> str:
    """Arguments and blocks in Terraform's language."""
    lines = []
    for name, value in arguments.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            lines.append(f"{name} {{\n{written(value[0])}\n}}")
        else:
            lines.append(f"{name} = {json.dumps(value)}")
    return "\n".join(lines)


def numbered(wanted: dict[str, Any], number: int) -> None:
    """Make the names among added arguments the example's own."""
    for name in NAMES:
        if isinstance(wanted.get(name), str) and _own(wanted[name]):
            wanted[name] = f"{wanted[name]}-{number}"
