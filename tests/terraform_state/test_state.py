"""States as the real Terraform wrote them (see tests/oracles/state), and states nobody wrote."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.errors import StateError
from scanner.model import Origin, Unknown
from scanner.terraform.state import State, instance_key, provider_name, read_state, whereabouts

FIXTURES = Path(__file__).parent / "fixtures"


def load(name: str) -> State:
    return read_state((FIXTURES / f"{name}.tfstate").read_bytes(), f"{name}.tfstate", "infra")


def state(*instances: dict[str, Any], **entry: Any) -> bytes:
    resource = {"mode": "managed", "type": "t", "name": "n", "instances": list(instances), **entry}
    return json.dumps({"version": 4, "serial": 1, "resources": [resource]}).encode()


class TestKeys:
    """A state with every kind of instance key, made by Terraform 1.11.4."""

    def test_addresses_are_terraform_s(self) -> None:
        # As `terraform state list` prints them.
        assert {one.address for one in load("keys").resources} == {
            'terraform_data.k["a.b"]',
            'terraform_data.k["d$${x}"]',
            'terraform_data.k["new\\nline"]',
            'terraform_data.k["q\\"uo"]',
            'terraform_data.k["ü %%{if"]',
            "terraform_data.n[0]",
            "terraform_data.n[1]",
            "terraform_data.one",
            'module.m["x y"].terraform_data.in',
        }

    def test_data_sources_are_apart(self) -> None:
        read = load("keys")
        (remote,) = read.data
        assert remote.address == "data.terraform_remote_state.r"
        assert remote.type == "data.terraform_remote_state"
        assert remote.attributes["outputs"] == {"a": 1}

    def test_values_of_type_any_are_unwrapped(self) -> None:
        by_address = {one.address: one for one in load("keys").resources}
        assert by_address["terraform_data.one"].attributes["input"] == "x"
        assert by_address["terraform_data.n[1]"].attributes["input"]["n"] == 1

    def test_sensitive_paths(self) -> None:
        by_address = {one.address: one for one in load("keys").resources}
        assert by_address["terraform_data.n[0]"].sensitive == {("input", "secret")}
        assert by_address['module.m["x y"].terraform_data.in'].sensitive == {("input",)}
        assert by_address["terraform_data.one"].sensitive == frozenset()

    def test_recorded_holds_no_secret(self) -> None:
        recorded = load("keys").recorded()
        value = recorded["terraform_data.n[0]"]["input"]
        assert value["n"] == 0
        assert isinstance(value["secret"], Unknown) and value["secret"].sensitive
        assert isinstance(recorded['module.m["x y"].terraform_data.in']["input"], Unknown)
        assert recorded["data.terraform_remote_state.r"]["outputs"] == {"a": 1}

    def test_line_of_the_resource(self) -> None:
        lines = (FIXTURES / "keys.tfstate").read_text().splitlines()
        read = load("keys")
        for one in (*read.resources, *read.data):
            place = one.source.locate(("input",))
            assert place.path == "keys.tfstate"
            head = "".join(lines[place.start_line - 1 : place.start_line + 4])
            name = one.address.partition("[")[0].rpartition(".")[2]
            if one.address.startswith("module."):
                name = "in"
                assert '"module"' in head
            assert f'"name": "{name}"' in head


class TestAws:
    """A state of the AWS provider 5.100.0 against moto."""

    def test_header(self) -> None:
        read = load("aws")
        assert (read.terraform_version, read.source) == ("1.11.4", "aws.tfstate")
        assert isinstance(read.serial, int) and read.lineage.count("-") == 4
        assert read.info("prod").workspace == "prod"
        assert read.diagnostics == ()

    def test_resources(self) -> None:
        by_address = {one.address: one for one in load("aws").resources}
        east = by_address["aws_s3_bucket.east"]
        assert (east.provider, east.id, east.region) == ("aws.east", "logs-east", "us-east-1")
        assert (east.origin, east.scope, east.account) == (Origin.STATE, "infra", "")
        assert by_address['aws_s3_bucket.logs["b.c"]'].id == "logs-b.c"
        group = by_address["aws_security_group.web"]
        assert (group.account, group.region) == ("123456789012", "eu-west-1")
        role = by_address["aws_iam_role.app"]
        assert (role.account, role.region, role.provider) == ("123456789012", "", "aws")
        assert by_address["aws_s3_bucket_versioning.logs"].attributes["versioning_configuration"][
            0
        ]["status"] == ("Enabled")


def test_deposed_and_tainted() -> None:
    read = read_state(
        state(
            {"attributes": {"id": "new"}, "status": "tainted"},
            {"attributes": {"id": "old"}, "deposed": "a1b2c3d4"},
        ),
        "s",
    )
    assert [one.id for one in read.resources] == ["new"]
    assert [one.id for one in read.deposed] == ["old"]
    assert read.tainted == {"t.n"}


def test_flat_attributes_of_an_upgraded_state() -> None:
    flat = {"id": "i", "name": "x", "tags.%": "1", "tags.Name": "y"}
    (one,) = read_state(state({"attributes_flat": flat}), "s").resources
    assert one.attributes == {"id": "i", "name": "x"}


def test_indexes_in_sensitive_paths() -> None:
    paths = [
        [
            {"type": "get_attr", "value": "setting"},
            {"type": "index", "value": {"value": 0, "type": "number"}},
            {"type": "get_attr", "value": "value"},
        ],
        [
            {"type": "get_attr", "value": "env"},
            {"type": "index", "value": {"value": "TOKEN", "type": "string"}},
        ],
        [{"type": "get_attr", "value": "s"}, {"type": "index", "value": {"value": {}, "type": []}}],
    ]
    attributes = {"setting": [{"value": "a"}, {"value": "b"}], "env": {"TOKEN": "t"}, "s": ["x"]}
    read = read_state(state({"attributes": attributes, "sensitive_attributes": paths}), "s")
    assert read.resources[0].sensitive == {("setting", 0, "value"), ("env", "TOKEN"), ("s",)}
    masked = read.recorded()["t.n"]
    assert isinstance(masked["setting"][0]["value"], Unknown)
    assert masked["setting"][1] == {"value": "b"}
    assert isinstance(masked["env"]["TOKEN"], Unknown)
    assert isinstance(masked["s"], Unknown)
    assert attributes["env"] == {"TOKEN": "t"}


@pytest.mark.parametrize(
    ("data", "what", "remedy"),
    [
        (b"", "empty", "terraform state pull"),
        (b"  \n", "empty", "terraform state pull"),
        (b"\x00\xff", "not a JSON state", "terraform state pull"),
        (b"{", "not a JSON state", "terraform state pull"),
        (b"[]", "not a Terraform state", "terraform state pull"),
        (b'{"version": 4}', "no list of resources", "terraform state pull"),
        (b'{"version": 3, "modules": []}', "version 3", "terraform apply -refresh-only"),
        (b'{"version": 5, "resources": []}', "version 5", "update trueup"),
        (b'{"resources": []}', "version none", "update trueup"),
        (b'{"encrypted_data": "x", "meta": {}}', "encrypted by OpenTofu", "tofu state pull"),
        (b'{"format_version": "1.0", "values": {}}', "show -json", "terraform state pull"),
        (b'{"version": 3, "backend": {"type": "s3"}}', "names the backend", "--state"),
        (b"[" * 5000, "not a JSON state", "terraform state pull"),
        (
            b'{"version": 4, "resources": ' + b"[" * 400 + b"]" * 400 + b"}",
            "nested too deeply",
            "terraform state pull",
        ),
    ],
)
def test_no_state(data: bytes, what: str, remedy: str) -> None:
    with pytest.raises(StateError) as caught:
        read_state(data, "prod.tfstate")
    message = str(caught.value)
    assert message.startswith("prod.tfstate: ") and "\n" not in message
    assert what in message and remedy in message


@pytest.mark.parametrize(
    "entry",
    [
        7,
        {},
        {"mode": "managed", "type": "t", "name": "n"},
        {"mode": "strange", "type": "t", "name": "n", "instances": []},
        {"mode": "managed", "type": "t", "name": "n", "instances": [7]},
        {"mode": "managed", "type": "t", "name": "n", "instances": [{}]},
        {
            "mode": "managed",
            "type": "t",
            "name": "n",
            "instances": [{"index_key": [1], "attributes": {}}],
        },
    ],
)
def test_a_bad_entry_costs_itself(entry: Any) -> None:
    good = {"mode": "managed", "type": "t", "name": "ok", "instances": [{"attributes": {}}]}
    read = read_state(json.dumps({"version": 4, "resources": [entry, good]}).encode(), "s")
    assert [one.address for one in read.resources] == ["t.ok"]
    (diagnostic,) = read.diagnostics
    assert diagnostic.code == "state-entry" and diagnostic.message.startswith("s: ")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ('provider["registry.terraform.io/hashicorp/aws"]', "aws"),
        ('provider["registry.terraform.io/hashicorp/aws"].east', "aws.east"),
        ('module.a["x"].provider["registry.opentofu.org/hashicorp/google"]', "google"),
        ("provider.aws", "aws"),
        ("provider.aws.east", "aws.east"),
        ("module.m.provider.aws", "aws"),
        ("", ""),
        ("strange", ""),
    ],
)
def test_provider_names(written: str, name: str) -> None:
    assert provider_name(written) == name


@pytest.mark.parametrize(
    ("type_", "attributes", "expected"),
    [
        ("aws_x", {"arn": "arn:aws:sqs:eu-west-1:123456789012:q"}, ("123456789012", "eu-west-1")),
        ("aws_x", {"arn": "arn:aws:iam::aws:policy/P"}, ("", "")),
        ("aws_x", {"id": "arn:aws:sns:r:123456789012:t"}, ("123456789012", "r")),
        ("aws_x", {"owner_id": "123456789012"}, ("123456789012", "")),
        ("aws_x", {"owner_id": "amazon", "arn": "nonsense"}, ("", "")),
        ("google_x", {"project": "p", "region": "europe-west1"}, ("p", "europe-west1")),
        ("aws_x", {}, ("", "")),
    ],
)
def test_whereabouts(type_: str, attributes: dict[str, str], expected: tuple[str, str]) -> None:
    assert whereabouts(type_, attributes) == expected


def test_instance_keys() -> None:
    assert instance_key(0) == "[0]"
    assert instance_key('a"\\\t') == '["a\\"\\\\\\t"]'


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["mode", "type", "name", "module", "instances", "attributes", "index_key", "deposed",
             "sensitive_attributes", "value", "provider", "id"]
        ),
        inner | st.sampled_from(["managed", "data"]),
        max_size=6,
    ),
    max_leaves=20,
)  # fmt: skip


@given(st.lists(JSON, max_size=4))
def test_any_resources_are_read_or_reported(entries: list[Any]) -> None:
    data = json.dumps({"version": 4, "resources": entries}).encode()
    read = read_state(data, "s")
    read.recorded()
    for one in (*read.resources, *read.data, *read.deposed):
        one.source.locate(())
    kept = len(read.resources) + len(read.data) + len(read.deposed)
    empty = sum(isinstance(entry, dict) and entry.get("instances") == [] for entry in entries)
    assert kept + len(read.diagnostics) + empty >= len(entries)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with pytest.raises(StateError):
        read_state(data, "s")


def test_a_large_state_is_quick() -> None:
    import time

    instances = [
        {"index_key": n, "attributes": {"id": str(n), "x": "y" * 200}} for n in range(20000)
    ]
    data = state(*instances)
    started = time.process_time()
    read = read_state(data, "s")
    read.resources[-1].source.locate(())
    assert len(read.resources) == 20000
    assert time.process_time() - started < 3


def test_the_text_of_a_state_is_not_kept() -> None:
    import tracemalloc

    text = state({"attributes": {"id": "1", "x": "y"}}).replace(
        b'"serial"', b" " * (8 << 20) + b'"serial"'
    )
    assert len(text) > 8 << 20
    tracemalloc.start()
    try:
        data = bytes(bytearray(text))
        read = read_state(data, "s")
        del data
        assert tracemalloc.get_traced_memory()[0] < 1 << 20
    finally:
        tracemalloc.stop()
    assert read.resources[0].source.locate(()).start_line >= 1


def test_the_line_of_a_resource_in_a_module() -> None:
    def entry(module: str, name: str) -> dict[str, Any]:
        within = {"module": module} if module else {}
        instances = [{"attributes": {"id": '"module": "x", "mode": "managed"'}}]
        return {**within, "mode": "managed", "type": "a_b", "name": name, "instances": instances}

    entries = [entry("", "a"), entry('module.m["ü \\"q\\""]', "a"), entry("module.n", "a")]
    document = {"version": 4, "serial": 1, "resources": entries}
    data = json.dumps(document, indent=2).encode()
    lines = data.decode().splitlines()
    for one in read_state(data, "s").resources:
        at = one.source.locate(()).start_line
        module = one.address.removesuffix("a_b.a").removesuffix(".")
        expected = f'"module": {json.dumps(module)},' if module else '"mode": "managed",'
        assert lines[at - 1].strip() == expected
