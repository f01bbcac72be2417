"""Functions on IP networks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scanner.terraform.functions import Function, typed
from scanner.terraform.values import Failure, List, Unsupported, Value

if TYPE_CHECKING:
    from ipaddress import IPv4Network, IPv6Network


def _network(given: str) -> IPv4Network | IPv6Network:
    import ipaddress

    prefix = given
    # Terraform accepts no bare address and no netmask.
    if "/" not in prefix or "%" in prefix or "." in prefix.partition("/")[2]:
        raise Failure(f"{given!r} is not a valid CIDR prefix")
    # Go reads leading zeros as decimal; Python refuses them.
    if ":" not in prefix:
        prefix = ".".join(part.lstrip("0") or "0" for part in prefix.partition("/")[0].split("."))
        prefix += "/" + given.partition("/")[2]
    try:
        return ipaddress.ip_network(prefix, strict=False)
    except ValueError:
        raise Failure(f"{given!r} is not a valid CIDR prefix") from None


def _whole(*numbers: Value) -> None:
    if any(type(n) is not int for n in numbers):
        raise Failure("a whole number is required")


def _subnet(prefix: str, bits: int, number: int) -> str:
    _whole(bits, number)
    network = _network(prefix)
    length = network.prefixlen + bits
    if length < 0 or length > network.max_prefixlen:
        raise Failure(f"not enough remaining address space for {bits} more bits in {prefix}")
    if bits < 0:
        if number != 0:
            raise Unsupported("a number within a wider network is not supported")
        return f"{network.network_address}/{length}"
    if -(1 << bits) < number < 0:
        raise Unsupported("a negative network number is not supported")
    if not 0 <= number < 1 << bits:
        raise Failure(f"a prefix extension of {bits} bits cannot hold the subnet number {number}")
    start = int(network.network_address) + (number << (network.max_prefixlen - length))
    return f"{type(network.network_address)(start)}/{length}"


def _subnets(prefix: str, *bits: int) -> Value:
    _whole(*bits)
    network = _network(prefix)
    width = network.max_prefixlen
    if bits and int(network.network_address) == 0:
        # Terraform starts before the first address, which wraps round.
        raise Failure(f"not enough remaining address space in {prefix}")
    at, end = int(network.network_address), int(network.broadcast_address) + 1
    result = []
    for extra in bits:
        length = network.prefixlen + extra
        if extra < 1 or extra > 32 or length > width:
            raise Failure(f"cannot extend {prefix} by {extra} bits")
        size = 1 << (width - length)
        at = -(-at // size) * size
        if at + size > end:
            raise Failure(f"not enough remaining address space in {prefix}")
        result.append(f"{type(network.network_address)(at)}/{length}")
        at += size
    return List(result, "string")


def _host(prefix: str, number: int) -> str:
    from ipaddress import IPv6Address

    _whole(number)
    network = _network(prefix)
    if isinstance(network.network_address, IPv6Address) and network.network_address.ipv4_mapped:
        raise Unsupported("IPv4 addresses within IPv6 are not supported")
    size = network.num_addresses
    position = number if number >= 0 else size + number
    if not 0 <= position < size:
        raise Failure(f"{prefix} has no host number {number}")
    return str(network.network_address + position)


def _netmask(prefix: str) -> str:
    network = _network(prefix)
    if network.version != 4:
        raise Failure("IPv6 networks have no netmask")
    return str(network.netmask)


def _contains(outer: str, inner: str) -> bool:
    """OpenTofu's: whether an address or a whole network lies within a network."""
    import ipaddress

    around = _network(outer)
    if "/" in inner:
        within = _network(inner)
        first, last = within.network_address, within.broadcast_address
    else:
        try:
            first = last = ipaddress.ip_address(inner)
        except ValueError:
            raise Failure(f"{inner!r} is no IP address") from None
    if first.version != around.version:
        raise Failure("an IPv4 and an IPv6 address cannot be compared")
    return int(around.network_address) <= int(first) and int(last) <= int(around.broadcast_address)


FUNCTIONS: dict[str, Function] = {
    "cidrcontains": typed(_contains, "string", "string"),
    "cidrhost": typed(_host, "string", "number"),
    "cidrnetmask": typed(_netmask, "string"),
    "cidrsubnet": typed(_subnet, "string", "number", "number"),
    "cidrsubnets": typed(_subnets, "string", rest="number"),
}
