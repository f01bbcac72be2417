"""What a firewall lets in, whatever the resource that says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scanner.model import Value
from scanner.views import View

_ICMP = ("icmp", "icmpv6", "1", "58", 1, 58)
_EVERYTHING = ("-1", "all", -1)
_LISTS = ("cidr_blocks", "ipv6_cidr_blocks")


@dataclass(frozen=True, slots=True)
class Opening:
    """One range of ports of one protocol that is open to some networks.

    view: the block or resource that says so; protocol, cidrs: its attributes for the protocol and
    the networks. Only attributes that the type has are asked for: what a live answer does not
    have is not known, rather than absent.
    """

    view: View
    protocol: str
    cidrs: tuple[str, ...]

    def networks(self) -> Iterator[View]:
        """Each network in CIDR notation, IPv4 and IPv6; prefix lists and groups are none."""
        for name in self.cidrs:
            yield from self.view.each(name)

    def is_ping(self) -> bool:
        """Whether it is ICMP, which has types instead of ports."""
        return self.view.get(self.protocol, default="-1") in _ICMP

    def is_one_of(self, ports: Iterable[int]) -> bool:
        """Whether it opens one single port, and that is one of `ports`."""
        spellings: list[Value] = [s for port in ports for s in (port, str(port))]
        if self.view.get(self.protocol, default="-1") in _EVERYTHING:
            return False
        first, last = self.view.get("from_port"), self.view.get("to_port")
        return first in spellings and last in spellings and first == last

    def describe(self) -> str:
        """The ports, for a message: ``port 22``, ``ports 0 to 65535``, ``every port``."""
        if self.view.get(self.protocol, default="-1") in _EVERYTHING:
            return "every port"
        first, last = self.view.get("from_port"), self.view.get("to_port")
        return f"port {first}" if first == last else f"ports {first} to {last}"


def ingress(view: View) -> Iterator[Opening]:
    """What an AWS security group, or a rule of one in any of its three spellings, lets in."""
    if view.type == "aws_security_group":
        for block in view.each("ingress"):
            yield Opening(block, "protocol", _LISTS)
    elif view.type == "aws_security_group_rule":
        if view.get("type") == "ingress":
            yield Opening(view, "protocol", _LISTS)
    elif view.type == "aws_vpc_security_group_ingress_rule":
        yield Opening(view, "ip_protocol", ("cidr_ipv4", "cidr_ipv6"))
