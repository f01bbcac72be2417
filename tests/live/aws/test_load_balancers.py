"""What is asked of Elastic Load Balancing: tags in batches, and nothing of strangers' listeners."""

from __future__ import annotations

from typing import Any

from recorded import resource

from scanner.live.aws import elbv2
from scanner.live.aws.api import Gone
from scanner.live.aws.kinds import Item, Managed
from scanner.live.aws.table import Listing
from scanner.live.aws.types.aws_lb_target_group_attachment import READER

ARN = "arn:aws:elasticloadbalancing:eu-west-1:123456789012"
GROUP = f"{ARN}:targetgroup/web/1"


class Platform:
    """Answers of one account by operation and first parameter; what was asked is in `asked`."""

    def __init__(self, **answers: Any) -> None:
        self._answers = answers
        self.asked: list[tuple[str, Any]] = []

    def items(self, operation: Any, key: str, **parameters: Any) -> tuple[Any, ...]:
        of = next(iter(parameters.values()), None)
        self.asked.append((operation.name, of))
        found = self._answers[operation.name]
        if isinstance(found, dict):
            if of not in found:
                raise Gone(operation.label)
            found = found[of]
        return tuple(found)

    def call(self, operation: Any, **parameters: Any) -> Any:
        arns = parameters["ResourceArns"]
        self.asked.append((operation.name, tuple(arns)))
        tags = [{"Key": "name", "Value": "x"}]
        return {"TagDescriptions": [{"ResourceArn": arn, "Tags": tags} for arn in arns]}


def recorded(type_name: str, **attributes: Any) -> Any:
    return resource({"type": type_name, "address": f"{type_name}.x", "attributes": attributes})


def test_tags_are_asked_for_twenty_at_a_time_and_only_of_what_is_managed() -> None:
    arns = [f"{ARN}:targetgroup/g{n}/1" for n in range(45)]
    listing = Listing((), lambda api, managed: [Item(arn, {"Arn": arn}) for arn in arns])
    known = {arn: recorded("aws_lb_target_group", id=arn) for arn in arns[:41]}
    managed = Managed({"aws_lb_target_group": known})
    platform: Any = Platform()
    items = elbv2.batched("aws_lb_target_group", "Arn", listing).items(platform, managed)
    tags = elbv2.tags_of("Arn")
    for item in items:
        if item.id in known:
            assert tags.answer(platform, item)["ResourceArn"] == item.id
    assert sorted({len(asked) for _, asked in platform.asked}) == [1, 20]
    assert len({asked for _, asked in platform.asked}) == 3


def balancer(name: str) -> dict[str, str]:
    return {"LoadBalancerName": name, "LoadBalancerArn": f"{ARN}:loadbalancer/app/{name}/1"}


def scope(managed: Managed) -> list[str]:
    platform: Any = Platform(DescribeLoadBalancers=[balancer("a"), balancer("b"), balancer("c")])
    return [arn.split("/")[2] for arn in elbv2.balancers_in_scope(platform, managed)]


def test_listeners_are_looked_for_where_something_is_managed() -> None:
    balancers = {"a": recorded("aws_lb", name="a")}
    listener = recorded("aws_lb_listener", load_balancer_arn=balancer("b")["LoadBalancerArn"])
    assert scope(Managed({"aws_lb": balancers})) == ["a"]
    assert scope(Managed({"aws_lb": balancers, "aws_lb_listener": {"x": listener}})) == ["a", "b"]
    assert scope(Managed()) == ["a", "b", "c"]


def test_the_rules_of_a_listener_that_is_gone_are_none() -> None:
    listener = f"{ARN}:listener/app/a/1/2"
    rules = [{"RuleArn": "r1", "IsDefault": True}, {"RuleArn": "r2", "IsDefault": False}]
    platform: Any = Platform(DescribeRules={listener: rules})
    wanted = {one: recorded("aws_lb_listener_rule", listener_arn=one) for one in (listener, "gone")}
    found = elbv2.rules(platform, Managed({"aws_lb_listener_rule": wanted}))
    assert [(one["RuleArn"], one["ListenerArn"]) for one in found] == [("r2", listener)]


def targets(health: list[Any], *managed: Any) -> list[str]:
    key = READER.projection.key
    platform: Any = Platform(
        DescribeTargetGroups=[{"TargetGroupArn": GROUP, "Port": 80}],
        DescribeTargetHealth={GROUP: health},
    )
    known = {key(one): one for one in managed}
    items = READER.listing(platform, Managed({READER.type: known}))  # type: ignore[dict-item]
    return [item.id.removeprefix(f"{GROUP}|") for item in items]


def test_a_target_without_a_port_has_that_of_its_group() -> None:
    plain = recorded(READER.type, target_group_arn=GROUP, target_id="i-1", port=None)
    one = {"Target": {"Id": "i-1", "Port": 80}}
    other = {"Target": {"Id": "i-1", "Port": 81}}
    assert targets([one, other], plain) == ["i-1|", "i-1|81"]
    explicit = recorded(READER.type, target_group_arn=GROUP, target_id="i-1", port=80)
    assert targets([one], explicit) == ["i-1|80"]


def test_a_target_that_is_leaving_has_left() -> None:
    plain = recorded(READER.type, target_group_arn=GROUP, target_id="i-1")
    reason = {"State": "draining", "Reason": "Target.DeregistrationInProgress"}
    assert targets([{"Target": {"Id": "i-1", "Port": 80}, "TargetHealth": reason}], plain) == []
