"""The comparators of nested blocks, user data, keys and containers: noise, and real changes."""

from __future__ import annotations

import base64
import hashlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner import compare

SCRIPT = "#!/bin/sh\necho hello\n"
ENCODED = base64.b64encode(SCRIPT.encode()).decode()
SUM = hashlib.sha1(SCRIPT.encode(), usedforsecurity=False).hexdigest()
KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMNuUwIE1eK9Ujq8DTbZiGLMg"

disks = compare.sparse(
    key=("device",), filled=("volume_id", "type"), defaults={"keep": True}, ignore=("note",)
)
steps = compare.sparse(ordered=("", "inner"))


def containers(*found: object) -> str:
    return json.dumps(found)


WEB = {"name": "web", "image": "web:1", "portMappings": [{"containerPort": 80}]}
LIVE_WEB = {
    **WEB,
    "cpu": 0,
    "essential": True,
    "environment": [],
    "portMappings": [{"containerPort": 80, "hostPort": 0, "protocol": "tcp"}],
}
NOISE = [
    (compare.user_data, SCRIPT, SUM),
    (compare.user_data, SUM, SCRIPT),
    (compare.user_data, ENCODED, SUM),
    (compare.user_data, ENCODED, SCRIPT),
    (compare.user_data, None, ""),
    (compare.ssh_public_key, f"{KEY} me@example.com", KEY),
    (compare.ssh_public_key, f"{KEY}\n", KEY),
    (compare.principal, "123456789012", "arn:aws:iam::123456789012:root"),
    (compare.timestamp, "2031-01-01T12:00:00Z", "2031-01-01T12:00:00.000Z"),
    (compare.timestamp, "2031-01-01T12:00:00Z", "2031-01-01T13:00:00+01:00"),
    (compare.sparse(), [{"a": False, "b": 0, "c": ""}], []),
    (compare.sparse(), [{"a": 1, "b": [{"c": False}]}], [{"a": "1"}]),
    (compare.sparse(), {"a": 1}, [{"a": 1}]),
    (compare.sparse(), [{"a": ["x", "y"]}], [{"a": ["y", "x"]}]),
    (compare.sparse(), [{"a": 1}, {"b": 2}], [{"b": 2}, {"a": 1}]),
    (disks, [{"device": "b", "keep": True}, {"device": "a"}], [{"device": "a"}, {"device": "b"}]),
    (disks, [{"device": "a"}], [{"device": "a", "volume_id": "vol-1", "note": "x"}]),
    (compare.sparse(defaults={"mode": "off"}), [], [{"mode": "off"}]),
    (compare.container_definitions, containers(WEB), containers(LIVE_WEB)),
    (
        compare.container_definitions,
        containers({"Name": "web", "Image": "web:1"}),
        containers({"name": "web", "image": "web:1"}),
    ),
    (
        compare.container_definitions,
        containers({"environment": [{"name": "A", "value": "1"}, {"name": "B", "value": "2"}]}),
        containers({"environment": [{"name": "B", "value": "2"}, {"name": "A", "value": "1"}]}),
    ),
    (
        compare.container_definitions,
        containers({**WEB, "portMappings": [{"containerPort": 80, "hostPort": 80}]}),
        containers({**WEB, "portMappings": [{"containerPort": 80, "hostPort": None}]}),
    ),
    (
        compare.container_definitions,
        containers(WEB),
        containers({**WEB, "portMappings": [{"containerPort": 80, "hostPort": None}]}),
    ),
]

CHANGES = [
    (compare.user_data, SUM, SCRIPT + "x"),
    (compare.user_data, SCRIPT, ""),
    (compare.user_data, ENCODED, base64.b64encode(b"other script").decode()),
    (compare.ssh_public_key, KEY, KEY[:-1] + "X"),
    (compare.ssh_public_key, KEY, KEY.replace("ed25519", "rsa")),
    (compare.principal, "123456789012", "arn:aws:iam::210987654321:root"),
    (compare.principal, "123456789012", "arn:aws:iam::123456789012:user/root"),
    (compare.principal, "123456789012", "*"),
    (compare.timestamp, "2031-01-01T12:00:00Z", "2031-01-01T12:00:01Z"),
    (compare.timestamp, "2031-01-01T12:00:00Z", "never"),
    (compare.sparse(), [{"a": False}], [{"a": True}]),
    (compare.sparse(), [], [{"a": 1}]),
    (compare.sparse(), [{"a": 1, "b": [{"c": False}]}], [{"a": 1, "b": [{"c": True}]}]),
    (compare.sparse(), [{"a": ["x", "x"]}], [{"a": ["x", "y"]}]),
    (compare.sparse(), [{"a": 1}, {"a": 1}], [{"a": 1}, {"a": 2}]),
    (steps, [{"a": 1}, {"a": 2}], [{"a": 2}, {"a": 1}]),
    (steps, [{"inner": ["x", "y"]}], [{"inner": ["y", "x"]}]),
    (disks, [{"device": "a"}], [{"device": "b"}]),
    (disks, [{"device": "a"}], [{"device": "a", "keep": False}]),
    (disks, [{"device": "a"}], [{"device": "a"}, {"device": "b"}]),
    (disks, [{"device": "a", "volume_id": "vol-1"}], [{"device": "a", "volume_id": "vol-2"}]),
    (disks, [{"device": "a", "volume_id": "vol-1"}], [{"device": "a"}]),
    (compare.sparse(defaults={"mode": "off"}), [], [{"mode": "on"}]),
    (compare.container_definitions, containers(WEB), containers({**WEB, "image": "web:2"})),
    (compare.container_definitions, containers(WEB), containers({**WEB, "essential": False})),
    (compare.container_definitions, containers(WEB), containers({**WEB, "cpu": 256})),
    (compare.container_definitions, containers(WEB), containers(WEB, WEB)),
    (
        compare.container_definitions,
        containers({**WEB, "command": ["a", "b"]}),
        containers({**WEB, "command": ["b", "a"]}),
    ),
    (
        compare.container_definitions,
        containers({**WEB, "portMappings": [{"containerPort": 80, "hostPort": 80}]}),
        containers(LIVE_WEB),
    ),
    (
        compare.container_definitions,
        containers({**WEB, "dockerLabels": {"A": "1"}}),
        containers({**WEB, "dockerLabels": {"a": "1"}}),
    ),
]


@pytest.mark.parametrize(("same", "expected", "live"), NOISE)
def test_noise_is_suppressed(same: compare.Same, expected: object, live: object) -> None:
    assert same(expected, live)


@pytest.mark.parametrize(("same", "expected", "live"), CHANGES)
def test_a_real_change_is_seen(same: compare.Same, expected: object, live: object) -> None:
    assert not same(expected, live)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["device", "keep", "name", "portMappings", "hostPort", "a"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
ALL = (
    compare.user_data,
    compare.ssh_public_key,
    compare.timestamp,
    compare.principal,
    compare.container_definitions,
    compare.sparse(),
    disks,
    steps,
)


def copy(value: object) -> object:
    if isinstance(value, dict):
        return {name: copy(item) for name, item in reversed(value.items())}
    return [copy(item) for item in value] if isinstance(value, list) else value


@settings(max_examples=150)
@given(VALUES, VALUES)
def test_total_and_reflexive(one: object, other: object) -> None:
    for same in ALL:
        assert same(one, copy(one))
        assert same(one, other) in (True, False)


def test_work_and_depth_are_bounded() -> None:
    deep: object = "x"
    for _ in range(3000):
        deep = [{"a": deep}]
    left = [{"a": [{"b": [number, other]} for other in range(60)]} for number in range(60)]
    for same in (compare.sparse(), compare.container_definitions):
        assert same(deep, deep)
        assert same(deep, [{"a": deep}]) in (True, False)
        assert same(left, copy(left)[::-1]) in (True, False)  # type: ignore[index]
