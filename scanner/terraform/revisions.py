"""What the evaluations of two revisions of one repository share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scanner.hcl.parser import Parsed


@dataclass(slots=True)
class Revisions:
    """The later revision is evaluated first, and fills it.

    parsed: what texts were parsed to, by text and whether it is JSON: most files are the same in
    both. earlier: whether it is the earlier one's turn. folders: the ``.terraform/modules`` of the
    later one, real paths, which lie outside of the earlier one's tree and are read for it, too.
    """

    parsed: dict[tuple[str, bool], Parsed] = field(default_factory=dict)
    earlier: bool = False
    folders: tuple[str, ...] = ()
    _calls: dict[tuple[str, tuple[str, ...]], tuple[str, str]] = field(default_factory=dict)

    def answers(self, scope: str, path: tuple[str, ...], called: tuple[str, str]) -> bool:
        """Whether what is installed is the module that this revision calls.

        scope: of the root. path: the names of the calls. called: its source and version as
        written; what is installed is what the later revision calls, so the earlier one has to say
        the same.
        """
        if self.earlier:
            return self._calls.get((scope, path)) == called
        self._calls[scope, path] = called
        return True
