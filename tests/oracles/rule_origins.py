"""Record what the examples of the AWS rules are as a plan and as a state, by the real Terraform.

    python tests/oracles/rule_origins.py [RULE-ID ...]

Needs ``terraform`` on PATH, the AWS provider 5.100.0 within its reach (TF_CLI_CONFIG_FILE may name
a mirror) and moto (the dev extra). Every example becomes a module of one configuration, which is
planned and applied at once, to an AWS server in this process. What an example leaves out and the
provider requires is added, and names that one account can have only once get the example's number.

For each rule it writes tests/rules/origins/RULE-ID.json: of each example the plan and the state as
if it had been a root module of its own, reduced to what a scan reads; or the reason why Terraform
or the server would not have it.
"""

from __future__ import annotations

import copy
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
RECORDS = ROOT / "tests" / "rules" / "origins"

PROVIDER = """
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

provider "aws" {
  region                      = "eu-central-1"
  access_key                  = "none"
  secret_key                  = "none"
  s3_use_path_style           = true
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}
"""

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
    "instance_class": "db.t3.micro",
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
        "instance_class": "db.t3.micro",
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

BATCH = 300
"""Examples that one server takes."""

APPLIED = (
    "aws_cloudwatch_log_group", "aws_dynamodb_table", "aws_ebs_volume", "aws_ecr_repository",
    "aws_iam_", "aws_kms_", "aws_network_acl", "aws_s3_", "aws_secretsmanager_secret",
    "aws_security_group", "aws_sns_topic", "aws_sqs_queue", "aws_ssm_parameter", "aws_subnet",
    "aws_vpc",
)  # fmt: skip
"""Types that the server makes at once; for others Terraform waits until it gives up."""

APPLY_SECONDS = 240

_KIND = re.compile(r'^(?:resource|data|ephemeral) "(\w+)"', re.MULTILINE)
_UNDECLARED = re.compile(r'A managed resource "(\w+)" "(\w+)" has not been declared in (\S+)\.')


NAMES = ("bucket", "name", "identifier", "replication_instance_id", "cluster_identifier")
"""By these a resource is the only one of its kind in an account."""


@dataclass
class Example:
    """One example of a rule. number: among all. why: why it has no plan or state."""

    number: int
    rule: str
    name: str
    text: str
    why: str = ""
    plan: dict[str, Any] | None = None
    state: dict[str, Any] | None = None
    stubs: set[tuple[str, str]] = field(default_factory=set)

    @property
    def module(self) -> str:
        """The name of its module."""
        return f"{self.rule}-{self.name}".replace("-", "_")


def examples(wanted: list[str]) -> list[Example]:
    """Every example of the AWS rules."""
    from scanner.rulebook import load_rules

    found = [
        (rule.id, f"{kind}{number}", text)
        for rule in load_rules()
        if rule.platform == "aws" and (not wanted or rule.id in wanted)
        for kind in ("bad", "good")
        for number, text in enumerate(getattr(rule, kind), 1)
    ]
    return [Example(number, *one) for number, one in enumerate(found)]


class Terraform:
    """The command in one folder."""

    def __init__(self, folder: Path, endpoint: str = "http://127.0.0.1:1") -> None:
        self.folder = folder
        self.environment = {
            **os.environ,
            "AWS_ENDPOINT_URL": endpoint,
            "CHECKPOINT_DISABLE": "1",
            "TF_IN_AUTOMATION": "1",
        }

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run it, whatever comes of it."""
        colour = [] if arguments[0] == "providers" else ["-no-color"]
        command = ["terraform", arguments[0], *colour, *arguments[1:]]
        return subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, text=True
        )

    def within(self, seconds: float, *arguments: str) -> str:
        """What it prints within a time; then it is asked to stop, and keeps what is done."""
        command = ["terraform", arguments[0], "-no-color", *arguments[1:]]
        with subprocess.Popen(
            command, cwd=self.folder, env=self.environment, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True,
        ) as process:  # fmt: skip
            for last in (False, True):
                try:
                    return process.communicate(timeout=60 if last else seconds)[0]
                except subprocess.TimeoutExpired:
                    process.send_signal(signal.SIGKILL if last else signal.SIGINT)
            return process.communicate()[0]

    def must(self, *arguments: str) -> str:
        """What it prints; ends this program when it fails."""
        done = self.run(*arguments)
        if done.returncode:
            sys.exit(f"terraform {' '.join(arguments)}:\n{done.stdout}\n{done.stderr}")
        return done.stdout


# ---- completing what the examples leave out -------------------------------------------------


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
        if isinstance(resource.attributes.get(name), str)
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
        if isinstance(wanted.get(name), str):
            wanted[name] = f"{wanted[name]}-{number}"


def write_root(folder: Path, chosen: list[Example]) -> None:
    """The configuration that calls the modules of examples."""
    calls = [f'module "{one.module}" {{\n  source = "./m/{one.module}"\n}}\n' for one in chosen]
    (folder / "main.tf").write_text(PROVIDER + "\n".join(calls))


# ---- planning -------------------------------------------------------------------------------


def plan_all(found: list[Example], folder: Path) -> None:
    """Plan all examples at once, leaving out those that Terraform refuses."""
    (folder / "main.tf").write_text(PROVIDER)
    terraform = Terraform(folder)
    terraform.must("init", "-input=false")
    document = json.loads(terraform.must("providers", "schema", "-json"))
    (schemas,) = (one["resource_schemas"] for one in document["provider_schemas"].values())
    for example in found:
        if any(not kind.startswith(("aws_", "terraform_")) for kind in _KIND.findall(example.text)):
            example.why = "not planned: it needs a provider that is not at hand"
            continue
        complete(example, folder / "m" / example.module, schemas)
    for _ in range(40):
        chosen = [one for one in found if not one.why]
        write_root(folder, chosen)
        terraform.must("init", "-input=false")
        done = terraform.run("plan", "-input=false", "-refresh=false", "-out=plan", "-json")
        problems = _problems(done.stdout)
        if done.returncode == 0:
            break
        if not _blame(problems, {one.module: one for one in chosen}, folder, schemas):
            sys.exit(f"terraform plan: {problems}\n{done.stderr}")
    plan = json.loads(terraform.must("show", "-json", "plan"))
    for example in found:
        if not example.why:
            example.plan = own_plan(plan, example.module)


def _problems(log: str) -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    found = (line.get("diagnostic") for line in lines)
    return [one for one in found if one and one.get("severity") == "error"]


def _blame(
    problems: list[dict[str, Any]],
    chosen: dict[str, Example],
    folder: Path,
    schemas: dict[str, Any],
) -> bool:
    """Give each problem to its example: a stub of what it does not declare, or its end."""
    blamed = False
    for problem in problems:
        file = problem.get("range", {}).get("filename", "")
        address = problem.get("address", "")
        # What a call itself lacks, such as the value of a variable, stands in the root.
        context = (problem.get("snippet") or {}).get("context") or ""
        named = (
            re.search(r"m/(\w+)/", file)
            or re.search(r"module\.(\w+)", address)
            or re.search(r'module "(\w+)"', context)
        )
        example = chosen.get(named[1]) if named else None
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


# ---- applying -------------------------------------------------------------------------------


def apply_all(found: list[Example], folder: Path) -> None:
    """Apply the planned examples and keep the state of those that the server took whole."""
    import logging

    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    planned = [one for one in found if one.plan is not None and _is_applied(one)]
    for start in range(0, len(planned), BATCH):
        batch = planned[start : start + BATCH]
        server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        server.start()
        try:
            host, port = server.get_host_and_port()
            terraform = Terraform(folder, f"http://{host}:{port}")
            write_root(folder, batch)
            for name in ("terraform.tfstate", "terraform.tfstate.backup"):
                (folder / name).unlink(missing_ok=True)
            terraform.must("init", "-input=false")
            make_buckets(batch, terraform.environment["AWS_ENDPOINT_URL"])
            problems = _problems(terraform.within(
                APPLY_SECONDS, "apply", "-input=false", "-auto-approve", "-json", "-parallelism=30"
            ))  # fmt: skip
            path = folder / "terraform.tfstate"
            state = json.loads(path.read_text()) if path.exists() else {"resources": []}
        finally:
            server.stop()
        for example in batch:
            _keep_state(example, state, problems)
        print(f"applied {sum(one.state is not None for one in batch)} of {len(batch)}")


def _is_applied(example: Example) -> bool:
    """Whether all of its resources are of types that are applied; else why says so."""
    assert example.plan is not None
    root = example.plan["planned_values"]["root_module"]
    kinds = {one["type"] for one in root.get("resources", []) if one.get("mode") == "managed"}
    if all(kind.startswith(APPLIED) for kind in kinds):
        return True
    example.why = "not applied: the local server is not asked for these types"
    return False


def make_buckets(batch: list[Example], endpoint: str) -> None:
    """The buckets that examples name without declaring them."""
    import boto3

    wanted: set[str] = set()
    declared: set[str] = set()
    for example in batch:
        assert example.plan is not None
        for one in example.plan["planned_values"]["root_module"].get("resources", []):
            name = one.get("values", {}).get("bucket")
            if isinstance(name, str):
                (declared if one["type"] == "aws_s3_bucket" else wanted).add(name)
    client = boto3.client(
        "s3",
        endpoint_url=endpoint,
        region_name="eu-central-1",
        aws_access_key_id="none",
        aws_secret_access_key="none",
    )
    for name in sorted(wanted - declared):
        client.create_bucket(
            Bucket=name,
            CreateBucketConfiguration={"LocationConstraint": "eu-central-1"},
        )


def _keep_state(example: Example, state: dict[str, Any], problems: list[dict[str, Any]]) -> None:
    prefix = f"module.{example.module}"
    own = [problem for problem in problems if prefix in problem.get("address", "")]
    if own:
        example.why = f"not applied: {own[0]['summary'].splitlines()[0][:120]}"
        print(f"{example.module}: {example.why}")
        return
    made = {f"{one.get('module', '')}.{one['type']}.{one['name']}" for one in state["resources"]}
    assert example.plan is not None
    for one in example.plan["planned_values"]["root_module"].get("resources", []):
        if one["mode"] == "managed" and f"{prefix}.{one['type']}.{one['name']}" not in made:
            example.why = "not applied: not done in time"
            return
    resources = [
        {**one, "module": one["module"][len(prefix) + 1 :]}
        for one in state["resources"]
        if (one.get("module", "") + ".").startswith(prefix + ".")
    ]
    for one in resources:
        if not one["module"]:
            del one["module"]
        for instance in one["instances"]:
            for name in ("private", "schema_version", "identity_schema_version"):
                instance.pop(name, None)
    example.state = {
        "version": 4,
        "terraform_version": state["terraform_version"],
        "serial": 1,
        "lineage": "",
        "outputs": {},
        "resources": resources,
    }


def write(found: list[Example]) -> None:
    """A file for each rule."""
    RECORDS.mkdir(exist_ok=True)
    by_rule: dict[str, list[Example]] = {}
    for example in found:
        by_rule.setdefault(example.rule, []).append(example)
    for rule, own in by_rule.items():
        lines = [
            json.dumps(one.name)
            + ":"
            + json.dumps(
                {
                    "digest": digest(one.text),
                    "why": one.why,
                    "plan": one.plan,
                    "state": one.state,
                },
                separators=(",", ":"),
                sort_keys=True,
            )
            for one in own
        ]
        (RECORDS / f"{rule}.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")


def digest(text: str) -> str:
    """What tells whether an example is still the recorded one."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def main() -> None:
    """Record all rules, or those named."""
    found = examples(sys.argv[1:])
    with tempfile.TemporaryDirectory() as work:
        plan_all(found, Path(work))
        write(found)  # applying may take long, and what is planned is worth keeping
        apply_all(found, Path(work))
    write(found)
    planned = sum(one.plan is not None for one in found)
    applied = sum(one.state is not None for one in found)
    print(f"{len(found)} examples: {planned} planned, {applied} applied")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
