"""What the local server gets wrong of classic load balancers, as the documentation has it."""

from typing import Any

from family import World, swap

DOCUMENTATION = {
    "aws_elb": "https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/"
    "API_LoadBalancerAttributes.html",
}
AMENDED = {
    "aws_elb.main": {"connection_draining_timeout": 120, "desync_mitigation_mode": "strictest"}
}
_MODE = "<member><Key>elb.http.desyncmitigationmode</Key><Value>{}</Value></member>"


def amend(world: World, answers: dict[str, Any]) -> None:
    """One mode only, and a time to drain."""
    site = "DescribeLoadBalancerAttributes&Version=2012-06-01&LoadBalancerName=site"
    for _ in range(2):
        swap(answers, site, _MODE.format("defensive"), "")
    swap(answers, site, "<Timeout>300</Timeout>", "<Timeout>120</Timeout>")


def _attribute(old: str, new: str) -> Any:
    def edits(world: World, answers: dict[str, Any]) -> dict[str, Any]:
        key = next(key for key in answers if "Attributes&" in key and key.endswith("=site"))
        return {key: (old, new)}

    return edits


EDITS = {
    "aws_elb.main: desync_mitigation_mode": _attribute(
        _MODE.format("strictest"), _MODE.format("monitor")
    ),
}
