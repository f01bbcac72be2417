"""What the local server lacks of network ACLs: the types of ICMP."""

from typing import Any

from family import World, swap

_API = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/"
DOCUMENTATION = {"aws_network_acl": f"{_API}API_NetworkAclEntry.html"}
AMENDED = {
    "aws_network_acl.inline": {
        "egress": [
            {
                "action": "allow",
                "cidr_block": "0.0.0.0/0",
                "from_port": 0,
                "icmp_code": -1,
                "icmp_type": 8,
                "ipv6_cidr_block": "",
                "protocol": "1",
                "rule_no": 100,
                "to_port": 0,
            }
        ]
    }
}


def _icmp(kind: int, code: int) -> str:
    return f"<icmpTypeCode><code>{code}</code><type>{kind}</type></icmpTypeCode>"


def amend(world: World, answers: dict[str, Any]) -> None:
    """Types and codes of the two entries that have them."""
    both = (
        ("<protocol>1</protocol>", _icmp(8, -1)),
        ("<egress>true</egress><ipv6CidrBlock>2001:db8::/32</ipv6CidrBlock>", _icmp(128, 1)),
    )
    for old, new in both:
        swap(answers, "DescribeNetworkAcls", old, new + old)


def _edit(old: str, new: str) -> Any:
    """An edit of the one answer that holds the lists."""

    def edits(world: World, answers: dict[str, Any]) -> dict[str, Any]:
        return {next(key for key in answers if "DescribeNetworkAcls" in key): (old, new)}

    return edits


EDITS = {
    "aws_network_acl_rule.ping: icmp_type": _edit("<type>128<", "<type>-1<"),
    "aws_network_acl.inline: egress": _edit("<type>8<", "<type>-1<"),
}
