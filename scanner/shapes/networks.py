"""What a firewall lets in or out, whatever the resource that says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from scanner.model import Value
from scanner.shapes.values import asks
from scanner.views import View

_ICMP: Final = ("icmp", "icmpv6", "1", "58", 1, 58)
_EVERYTHING: Final = ("-1", "all", -1, "*", "any")
_PORTLESS: Final = ("esp", "ah", "ipip", "50", "51")
WORLD: Final = (
    "0.0.0.0/0", "::/0", "*", "Internet", "internet", "any", "/0",
    "0.0.0.0/1", "128.0.0.0/1", "2000::/3",
)  # fmt: skip
"""What stands for every address, as AWS, Google and Azure spell it; or for half of them, and for
all of IPv6 that is in use, which nobody means but to hide the former."""


@dataclass(frozen=True, slots=True)
class Opening:
    """One range of ports of one protocol that is open to some networks.

    view: the block or resource that says so; protocol: its attribute for the protocol. source:
    where the attributes named in cidrs stand: the networks. ports: the attributes of the first
    and last port, or (ranged) those that hold ranges as text, ``"8000-8080"``; a range attribute
    that is left out means every port. Only attributes that the type has are asked for: what a
    live answer does not have is not known, rather than absent.
    """

    view: View
    protocol: str
    cidrs: tuple[str, ...]
    source: View
    ports: tuple[str, ...] = ("from_port", "to_port")
    ranged: bool = False

    def networks(self) -> Iterator[View]:
        """Each network in CIDR notation, IPv4 and IPv6; prefix lists and groups are none."""
        for name in self.cidrs:
            yield from self.source.each(name)

    def worlds(self) -> Iterator[View]:
        """Those of its networks that are every address there is."""
        for name in self.cidrs:
            for network in self.source.each(name):
                if network.value in WORLD:
                    yield network

    def _protocol(self) -> Value:
        return self.view.get(self.protocol, default="-1")

    def is_everything(self) -> bool:
        """Whether it is every port of every protocol."""
        return asks(self._protocol(), "every protocol", _is_every_protocol)

    def is_ping(self) -> bool:
        """Whether it is ICMP, which has types instead of ports."""
        return self._protocol() in _ICMP

    def is_one_of(self, ports: Iterable[int]) -> bool:
        """Whether it opens one single port, and that is one of `ports`."""
        spellings: list[Value] = [s for port in ports for s in (port, str(port))]
        if self.is_everything():
            return False
        if self.ranged:
            ranges = list(self._ranges())
            return bool(ranges) and all(one.value in spellings for one in ranges)
        first, last = self.view.get(self.ports[0]), self.view.get(self.ports[1])
        return first in spellings and last in spellings and first == last

    def covers(self, *ports: int) -> bool:
        """Whether one of these ports is among those it opens."""
        if self.is_everything():
            return True
        if self.is_ping() or self._protocol() in _PORTLESS:
            return False
        if not self.ranged:
            first = self.view.get(self.ports[0], default=0)
            last = self.view.get(self.ports[1], default=65535)
            return any(_at_most(first, port) and _at_least(last, port) for port in ports)
        ranges = list(self._ranges())
        return not ranges or any(
            asks(one.value, f"covers port {port}", partial(_within, port))
            for one in ranges
            for port in ports
        )

    def covers_apart(self, ports: Iterable[int], others: Iterable[int]) -> bool:
        """Whether one of its ranges has one of these ports and none of the others."""
        if not self.ranged or self.is_everything():
            return self.covers(*ports) and not self.covers(*others)
        wanted, unwanted = tuple(ports), tuple(others)

        def test(text: Value) -> bool:
            if any(_within(port, text) for port in unwanted):
                return False
            return any(_within(port, text) for port in wanted)

        question = f"covers one of {wanted}, none of {unwanted}"
        return any(asks(one.value, question, test) for one in self._ranges())

    def is_every_port(self) -> bool:
        """Whether it opens every port of its protocol, or of all."""
        return self.is_everything() or (self.covers(1) and self.covers(65535))

    def kind(self) -> str:
        """What stands behind its ports: ``everything``, ``administration``, ``databases``,
        ``consoles``, or ``other``. Of several the first counts, so that an opening is one kind."""
        if self.is_every_port():
            return "everything"
        if self._protocol() in ("udp", "17", 17):
            return "other"
        for name, ports in _KINDS.items():
            if self.covers(*ports):
                return name
        return "other"

    def _ranges(self) -> Iterator[View]:
        for name in self.ports:
            yield from self.view.each(name)

    def describe(self) -> str:
        """The ports, for a message: ``port 22``, ``ports 0 to 65535``, ``every port``."""
        if self.is_everything():
            return "every port"
        if self.ranged:
            texts = [f"{one.value}" for one in self._ranges()]
            if not texts or "*" in texts:
                return "every port"
            return f"port{'s' if len(texts) > 1 or '-' in texts[0] else ''} {', '.join(texts)}"
        first, last = self.view.get(self.ports[0]), self.view.get(self.ports[1])
        return f"port {first}" if first == last else f"ports {first} to {last}"


def contains(network: Value, address: str) -> bool:
    """Whether a network in CIDR notation has an address; a decision when the network is unknown.
    What is no network has none."""

    def test(known: Value) -> bool:
        from ipaddress import ip_address, ip_network

        try:
            return isinstance(known, str) and ip_address(address) in ip_network(known, strict=False)
        except ValueError:
            return False

    return asks(network, f"contains {address}", test)


def _is_every_protocol(protocol: Value) -> bool:
    return str(protocol).lower() in ("-1", "all", "*", "any")


def _at_most(value: Value, port: int) -> bool:
    return asks(value, f"at most {port}", lambda known: _number(known, 0) <= port)


def _at_least(value: Value, port: int) -> bool:
    return asks(value, f"at least {port}", lambda known: _number(known, 65535) >= port)


def _number(value: Any, default: int) -> int:
    """A port; AWS says -1 for all of them."""
    try:
        number = int(value)
    except (TypeError, ValueError, OverflowError):
        return default
    return default if number == -1 else number


def _within(port: int, text: Value) -> bool:
    first, dash, last = str(text).partition("-")
    if str(text).strip() == "*":
        return True
    try:
        return int(first) <= port <= int(last if dash else first)
    except ValueError:
        return False


# TCP ports by what listens there as a rule. IANA's registry, and each product's documentation.
_KINDS: Final = {
    # SSH, Telnet, SMB, RDP, VNC, WinRM, the Docker and Kubernetes APIs.
    "administration": (22, 23, 445, 2375, 2376, 3389, 5900, 5985, 5986, 6443, 10250),
    # SQL Server, Oracle, etcd, MySQL, PostgreSQL, Redshift, CouchDB, Redis, Cassandra,
    # OpenSearch, Memcached, MongoDB.
    "databases": (
        1433, 1521, 2379, 3306, 5432, 5439, 5984, 6379, 9042, 9200, 9300, 11211, 27017,
    ),
    # Grafana, Kibana, Consul, Vault, Prometheus, RabbitMQ, Jupyter.
    "consoles": (3000, 5601, 8500, 8200, 9090, 15672, 8888),
}  # fmt: skip

_LISTS: Final = ("cidr_blocks", "ipv6_cidr_blocks")
_ACL: Final = ("cidr_block", "ipv6_cidr_block")


def ingress(view: View) -> Iterator[Opening]:
    """What an AWS security group or network ACL (or a rule of one, in any spelling), a Google
    firewall or an Azure network security group (or a rule of one) lets in."""
    yield from _openings(view, True)


def egress(view: View) -> Iterator[Opening]:
    """What it lets out; see `ingress`."""
    yield from _openings(view, False)


FIREWALLS: Final = (
    "aws_security_group",
    "aws_default_security_group",
    "aws_security_group_rule",
    "aws_vpc_security_group_ingress_rule",
    "aws_vpc_security_group_egress_rule",
    "aws_network_acl",
    "aws_default_network_acl",
    "aws_network_acl_rule",
    "google_compute_firewall",
    "google_compute_firewall_policy_rule",
    "google_compute_network_firewall_policy_rule",
    "google_compute_region_network_firewall_policy_rule",
    "azurerm_network_security_group",
    "azurerm_network_security_rule",
)
"""The types that `ingress` and `egress` understand."""


def _openings(view: View, inwards: bool) -> Iterator[Opening]:
    kind = view.type
    if kind.startswith("aws_"):
        yield from _aws(view, "ingress" if inwards else "egress")
    elif kind == "google_compute_firewall":
        yield from _google(view, "ingress" if inwards else "egress")
    elif kind.startswith("google_") and kind.endswith("firewall_policy_rule"):
        yield from _google_policy(view, inwards)
    elif kind == "azurerm_network_security_group":
        for block in view.each("security_rule"):
            yield from _azure(block, inwards)
    elif kind == "azurerm_network_security_rule":
        yield from _azure(view, inwards)


def _aws(view: View, way: str) -> Iterator[Opening]:
    kind = view.type
    if kind in ("aws_security_group", "aws_default_security_group"):
        for block in view.each(way):
            yield Opening(block, "protocol", _LISTS, block)
    elif kind == "aws_security_group_rule":
        if view.get("type") == way:
            yield Opening(view, "protocol", _LISTS, view)
    elif kind == f"aws_vpc_security_group_{way}_rule":
        yield Opening(view, "ip_protocol", ("cidr_ipv4", "cidr_ipv6"), view)
    elif kind in ("aws_network_acl", "aws_default_network_acl"):
        for block in view.each(way):
            if asks(block.get("action"), "allows", _allows):
                yield Opening(block, "protocol", _ACL, block)
    elif (
        kind == "aws_network_acl_rule"
        and view.get("egress", default=False) == (way == "egress")
        and asks(view.get("rule_action"), "allows", _allows)
    ):
        yield Opening(view, "protocol", _ACL, view)


def _allows(action: Value) -> bool:
    return str(action).lower() == "allow"


def _google(view: View, way: str) -> Iterator[Opening]:
    if view.get("direction", default="INGRESS") != way.upper():
        return
    if view.get("disabled", default=False):
        return
    networks = "source_ranges" if way == "ingress" else "destination_ranges"
    for block in view.each("allow"):
        yield Opening(block, "protocol", (networks,), view, ("ports",), ranged=True)


def _google_policy(rule: View, inwards: bool) -> Iterator[Opening]:
    """A rule of a network's, folder's or organization's firewall policy."""
    if rule.get("direction", default="") != ("INGRESS" if inwards else "EGRESS"):
        return
    if rule.get("disabled", default=False) or not asks(rule.get("action"), "allows", _allows):
        return
    networks = "src_ip_ranges" if inwards else "dest_ip_ranges"
    match = rule.sub("match")
    for block in match.each("layer4_configs"):
        yield Opening(block, "ip_protocol", (networks,), match, ("ports",), ranged=True)


def _azure(rule: View, inwards: bool) -> Iterator[Opening]:
    wanted = "inbound" if inwards else "outbound"
    if not asks(rule.get("direction"), wanted, lambda value: str(value).lower() == wanted):
        return
    if not asks(rule.get("access"), "allows", _allows):
        return
    side = "source" if inwards else "destination"
    yield Opening(
        rule,
        "protocol",
        (f"{side}_address_prefix", f"{side}_address_prefixes"),
        rule,
        ("destination_port_range", "destination_port_ranges"),
        ranged=True,
    )
