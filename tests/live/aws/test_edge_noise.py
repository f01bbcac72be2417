"""What types compare in their own way: noise suppressed, and a real change still seen."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.live.aws.api import Api, Calls, Gone
from scanner.live.aws.children import children
from scanner.live.aws.kinds import WITHHELD, Item, Managed
from scanner.live.aws.operations import Operation
from scanner.live.aws.types import aws_api_gateway_rest_api as rest_api
from scanner.live.aws.types import aws_cloudformation_stack as stack
from scanner.live.aws.types import aws_codebuild_project as project
from scanner.live.aws.types import aws_cognito_user_pool as pool
from scanner.live.aws.types import aws_mq_broker as broker
from scanner.live.aws.types import aws_transfer_server as server
from scanner.live.notread import NotRead

SUB = {"name": "sub", "attribute_data_type": "String", "required": True}
TENANT = {"name": "tenant", "attribute_data_type": "String", "mutable": True}
SIZED = {**TENANT, "string_attribute_constraints": [{"min_length": "1", "max_length": "64"}]}
YAML = "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n"


def row(reader: Any, path: str) -> Callable[[Any, Any], bool]:
    same: Callable[[Any, Any], bool] = next(
        one.same for one in reader.READER.projection.attributes if one.path == path
    )
    return same


GROUP = "arn:aws:logs:eu-west-1:123456789012:log-group:x"
NOISE = [
    (stack.parameters, {"Token": "t"}, {"Token": "****"}),
    (stack.parameters, {"Size": 5}, {"Size": "5"}),
    (stack.parameters, None, {}),
    (stack.template, YAML, f"{YAML}\n\n"),
    (stack.template, YAML, YAML.replace("\n", "  \n")),
    (stack.template, '{"Resources": {"a": 1}}', {"Resources": {"a": 1}}),
    (pool.schema, [TENANT], [SUB, TENANT]),
    (pool.schema, [], [SUB]),
    (pool.schema, [TENANT], [SIZED]),
    (row(server, "structured_log_destinations"), [f"{GROUP}:*"], [GROUP]),
]
CHANGES = [
    (stack.parameters, {"Stage": "live"}, {"Stage": "test"}),
    (stack.parameters, {"Stage": "live"}, {}),
    (stack.parameters, {}, {"Stage": "live"}),
    (stack.template, YAML, YAML.replace("SQS::Queue", "SNS::Topic")),
    (stack.template, YAML, YAML.replace("    Type", "  Type")),
    (stack.template, '{"Resources": {"a": 1}}', {"Resources": {"a": 2}}),
    (pool.schema, [TENANT], [SUB]),
    (pool.schema, [], [SUB, TENANT]),
    (pool.schema, [SUB], [{**SUB, "required": False}]),
    (pool.schema, [SIZED], [TENANT]),
    (row(server, "structured_log_destinations"), [f"{GROUP}:*"], [f"{GROUP}y"]),
]


@pytest.mark.parametrize(("same", "expected", "live"), NOISE)
def test_noise_is_suppressed(same: Any, expected: Any, live: Any) -> None:
    assert same(expected, live)


@pytest.mark.parametrize(("same", "expected", "live"), CHANGES)
def test_a_real_change_is_seen(same: Any, expected: Any, live: Any) -> None:
    assert not same(expected, live)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "required", "a"]), inner, max_size=3)
    ),
)


@settings(max_examples=150, deadline=None)
@given(values, values)
def test_comparators_never_raise(one: Any, other: Any) -> None:
    for same in (stack.parameters, stack.template, pool.schema):
        assert same(one, one) in (True, False)
        assert same(one, other) in (True, False)


def read(reader: Any, path: str, raw: Any) -> Any:
    """What a reader's own function makes of an answer."""
    return getattr(reader, path)(raw)


def test_the_policy_of_an_api_is_unescaped_once() -> None:
    document = json.dumps({"Statement": [{"Resource": 'a"b'}]})
    escaped = json.dumps(document)[1:-1]
    assert read(rest_api, "_policy", {"policy": escaped}) == document
    assert read(rest_api, "_policy", {"policy": document}) == document
    assert read(rest_api, "_policy", {}) == ""


def test_users_of_rabbitmq_are_not_compared() -> None:
    assert read(broker, "_users", {"EngineType": "RabbitMQ", "described": []}) is WITHHELD
    found = read(broker, "_users", {"EngineType": "ActiveMQ", "described": [{"Username": "a"}]})
    assert [one["username"] for one in found] == ["a"]


PARENTS, CHILDREN = Operation("x", "ListParents"), Operation("x", "ListChildren")


class Answers(Api):
    """Canned answers."""

    def __init__(self, found: Any) -> None:
        super().__init__(Calls(None), "123456789012", "eu-west-1")  # type: ignore[arg-type]
        self._found = found

    def items(self, operation: Operation, key: str, **parameters: Any) -> Any:
        said = self._found[operation.name, parameters.get("Parent")]
        if isinstance(said, Exception):
            raise said
        return said

    def call(self, operation: Operation, **parameters: Any) -> Any:
        return self._found[operation.name, None]


LISTING = children(
    PARENTS,
    "Parents",
    CHILDREN,
    "Children",
    lambda parent: {"Parent": parent},
    lambda parent, child: Item(f"{parent}/{child}"),
)


def test_a_parent_that_is_gone_has_no_children() -> None:
    answers = {
        ("ListParents", None): ["a", "b"],
        ("ListChildren", "a"): Gone("x"),
        ("ListChildren", "b"): ["c"],
    }
    found = LISTING.items(Answers(answers), Managed())
    assert [one.id for one in found] == ["b/c"]


def test_a_parent_that_could_not_be_asked_leaves_the_list_unread() -> None:
    answers = {("ListParents", None): ["a"], ("ListChildren", "a"): NotRead("x")}
    with pytest.raises(NotRead):
        list(LISTING.items(Answers(answers), Managed()))


@pytest.mark.parametrize("gone", [[], ["b"]])
def test_a_project_that_the_answer_lacks_is_not_read(gone: list[str]) -> None:
    answers = {
        ("ListProjects", None): ["a", "b"],
        ("BatchGetProjects", None): {"projects": [{"name": "a"}], "projectsNotFound": gone},
    }
    listing = project.READER.listing(Answers(answers), Managed())
    if gone:
        assert [one.id for one in listing] == ["a"]
    else:
        with pytest.raises(NotRead):
            list(listing)


def test_a_parameter_that_has_its_default_is_not_compared() -> None:
    found = {
        "StackName": "s",
        "Parameters": [
            {"ParameterKey": "Stage", "ParameterValue": "live"},
            {"ParameterKey": "Size", "ParameterValue": "small"},
        ],
    }
    api = Answers({("DescribeStacks", None): [found, {**found, "ParentId": "p"}]})
    (free,) = stack.READER.listing(api, Managed())
    assert free.raw["given"] == {"Stage": "live", "Size": "small"}
    recorded = _resource({"name": "s", "parameters": {"Stage": "test"}})
    (bound,) = stack.READER.listing(api, Managed({"aws_cloudformation_stack": {"s": recorded}}))
    assert bound.raw["given"] == {"Stage": "live"}


def _resource(attributes: dict[str, Any]) -> Any:
    from recorded import resource

    return resource({"type": "aws_cloudformation_stack", "address": "x", "attributes": attributes})
