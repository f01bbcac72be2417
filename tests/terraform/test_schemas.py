"""The tables of provider schemas; made by tests/oracles/provider_schemas.py."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from scanner.model import ABSENT, Unknown
from scanner.terraform import schemas
from scanner.terraform.schemas import PROVIDERS, find, sensitive_paths
from scanner.terraform.schemas.code import AttributeSchema

FOLDER = Path(schemas.__file__).parent


def test_a_resource_type() -> None:
    found = find("aws_db_instance")
    assert found is not None
    assert (found.type, found.provider, found.version) == (
        "aws_db_instance",
        "hashicorp/aws",
        "5.100.0",
    )
    attributes = found.block.attributes
    assert attributes["port"] == AttributeSchema("number", optional=True, computed=True)
    assert attributes["instance_class"] == AttributeSchema("string", required=True)
    assert attributes["arn"] == AttributeSchema("string", computed=True)
    assert attributes["password"] == AttributeSchema("string", optional=True, sensitive=True)
    assert attributes["password_wo"] == AttributeSchema(
        "string", optional=True, sensitive=True, write_only=True
    )
    assert attributes["vpc_security_group_ids"].type == ("set", "string")
    assert attributes["tags"].type == ("map", "string")


def test_nested_blocks() -> None:
    found = find("aws_s3_bucket_server_side_encryption_configuration")
    assert found is not None
    rule = found.block.blocks["rule"]
    assert (rule.nesting, rule.min_items, rule.max_items) == ("set", 1, 0)
    default = rule.block.blocks["apply_server_side_encryption_by_default"]
    assert (default.nesting, default.min_items, default.max_items) == ("list", 0, 1)
    assert default.block.attributes["sse_algorithm"] == AttributeSchema("string", required=True)
    assert not default.block.blocks


def test_attributes_that_may_be_written_as_blocks() -> None:
    found = find("aws_security_group")
    assert found is not None
    ingress = found.block.attributes["ingress"]
    assert "ingress" not in found.block.blocks
    kind, (name, members, optional) = ingress.type
    assert (kind, name) == ("set", "object")
    assert members["cidr_blocks"] == ("list", "string")
    assert members["from_port"] == "number"
    assert optional.keys() == members.keys()


def test_data_sources_and_ephemeral_resources_have_schemas_of_their_own() -> None:
    data = find("data.aws_s3_bucket")
    managed = find("aws_s3_bucket")
    ephemeral = find("ephemeral.aws_secretsmanager_secret_version")
    assert data is not None and managed is not None and ephemeral is not None
    assert data.block.attributes["bucket"].required
    assert managed.block.attributes["bucket"].optional
    assert ephemeral.block.attributes["secret_string"].sensitive


@pytest.mark.parametrize(
    "type_",
    [
        *("aws", "aws_", "aws_no_such_type", "data.aws_no_such_type", "random_password", ""),
        *("Deployment", "Deployment.apps", "aws.s3", "data.data.aws_ami", "aws_../x", "a b", "."),
        *("google_", "zzz_instance", "terraform_variable", "module.aws_instance"),
    ],
)
def test_what_has_no_schema(type_: str) -> None:
    assert find(type_) is None
    assert sensitive_paths(type_, {"password": "x"}) == frozenset()


@pytest.mark.parametrize(
    ("type_", "provider", "version"),
    [
        ("google_storage_bucket", "hashicorp/google", "6.50.0"),
        ("azurerm_storage_account", "hashicorp/azurerm", "4.55.0"),
        ("kubernetes_deployment_v1", "hashicorp/kubernetes", "2.38.0"),
    ],
)
def test_other_providers(type_: str, provider: str, version: str) -> None:
    found = find(type_)
    assert found is not None
    assert (found.provider, found.version) == (provider, version)


def test_facts_of_other_providers() -> None:
    bucket = find("google_storage_bucket")
    group = find("azurerm_network_security_group")
    pod = find("kubernetes_pod_v1")
    assert bucket is not None and group is not None and pod is not None
    assert bucket.block.attributes["location"].required
    assert bucket.block.attributes["storage_class"].type == "string"
    assert bucket.block.attributes["labels"].type == ("map", "string")
    assert bucket.block.blocks["versioning"].max_items == 1
    assert bucket.block.blocks["lifecycle_rule"].max_items == 0
    assert bucket.block.blocks["versioning"].block.attributes["enabled"] == AttributeSchema(
        "bool", required=True
    )
    assert group.block.attributes["security_rule"].type[0] == "set"
    spec = pod.block.blocks["spec"].block
    assert spec.blocks["container"].block.attributes["image"].type == "string"


def test_every_entry_of_every_table_reads() -> None:
    """The whole of all tables: no entry is out of reach, none is written wrongly."""
    counts = {}
    for provider in PROVIDERS:
        table = schemas._table(provider)
        keys = []
        for place in table.places:
            text = schemas._chunk(table.path, *place)
            assert text.startswith("\n\n") and text.endswith("\n\n")
            keys += [entry.partition("\n")[0] for entry in text[2:-2].split("\n\n")]
        assert keys == sorted(keys)
        counts[provider] = len(keys)
        for key in keys:
            name, _, mode = key.partition(".")
            found = find(f"{mode}.{name}" if mode else name)
            assert found is not None, key
            pending = [(found.block, 0)]
            while pending:
                block, depth = pending.pop()
                assert all(isinstance(a, AttributeSchema) for a in block.attributes.values())
                # Statements of WAF and dashboards of QuickSight repeat themselves without end.
                if depth < 2:
                    pending += [(b.block, depth + 1) for b in block.blocks.values()]
    assert counts == {"aws": 2141, "azurerm": 1526, "google": 1469, "kubernetes": 108}


def test_secrets_in_attributes_and_blocks() -> None:
    assert sensitive_paths("aws_db_instance", {"password": "x", "username": "y"}) == {("password",)}
    assert sensitive_paths("aws_db_instance", {"password": None}) == frozenset()
    assert sensitive_paths("aws_db_instance", {"password_wo": "x"}) == {("password_wo",)}
    user = {"username": "u", "password": "p"}
    assert sensitive_paths("aws_mq_broker", {"user": [user, user]}) == {
        ("user", 0, "password"),
        ("user", 1, "password"),
    }
    maybe = Unknown("why", arms=(ABSENT, user))
    assert sensitive_paths("aws_mq_broker", {"user": [maybe]}) == {("user", 0, "password")}
    assert sensitive_paths("aws_mq_broker", {"user": user}) == {("user", "password")}
    assert sensitive_paths("aws_mq_broker", {"user": ["odd", None, 1]}) == frozenset()
    assert sensitive_paths("kubernetes_secret_v1", {"data": {"a": "b"}}) == {("data",)}
    assert sensitive_paths("data.aws_secretsmanager_secret_version", {"secret_string": "x"}) == {
        ("secret_string",)
    }


def test_the_tables_are_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.glob("*.table")) < 600_000


def test_a_look_up_loads_one_table_and_little_else() -> None:
    program = (
        "import sys; before = set(sys.modules)\n"
        "import scanner.terraform.schemas as s\n"
        "s.find('aws_s3_bucket'); s.find('aws_iam_role')\n"
        "print(s._table.cache_info().currsize, *sorted({'json', 'zipfile', 'pathlib', 'tempfile'}"
        " & (set(sys.modules) - before)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.split() == ["1"], done.stderr
