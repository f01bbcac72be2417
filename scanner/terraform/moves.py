"""Earlier addresses of resources, from ``moved`` blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scanner.terraform.modules import Module

_LONGEST_CHAIN = 50


class Moves:
    """The ``moved`` blocks of a root and all its modules."""

    def __init__(self) -> None:
        self._to: dict[str, list[str]] = {}

    def add(self, module: Module) -> None:
        """Take the blocks of a module instance."""
        for block in module.code.moved:
            source, target = block.expression("from"), block.expression("to")
            if source is None or target is None:
                continue
            names = [f.text[n[1] : n[2]].strip() for n, f in (source, target)]
            self._to.setdefault(module.prefix + names[1], []).append(module.prefix + names[0])

    def earlier(self, address: str) -> tuple[str, ...]:
        """The addresses that the resource at `address` had, latest first."""
        if not self._to:
            return ()
        found: dict[str, None] = {}
        pending = [address]
        while pending and len(found) < _LONGEST_CHAIN:
            for name in self._once(pending.pop()):
                if name != address and name not in found:
                    found[name] = None
                    pending.append(name)
        return tuple(found)

    def _once(self, address: str) -> list[str]:
        result = []
        for end in _ends(address):
            for source in self._to.get(address[:end], ()):
                result.append(source + address[end:])
        return result


def _ends(address: str) -> list[int]:
    """Where a module, resource or instance may end within an address."""
    ends = []
    quoted = False
    for position, character in enumerate(address):
        if character == '"' and (position == 0 or address[position - 1] != "\\"):
            quoted = not quoted
        elif not quoted and character in ".[":
            ends.append(position)
    return [*ends, len(address)]
