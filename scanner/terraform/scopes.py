"""What names mean at one place of the code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from scanner.terraform.values import Value

if TYPE_CHECKING:
    from scanner.terraform.code import SourceFile
    from scanner.terraform.modules import Module
    from scanner.terraform.run import Run


class Scope:
    """What names mean at one place.

    names: the variables of `for` and `dynamic`, by name. anon: the element inside a splat.
    repetition: ``each.key`` and its like, by name; self_value: ``self``.
    closed: nothing but `names` can be referred to, as in a template file.
    """

    __slots__ = ("anon", "closed", "file", "module", "names", "repetition", "run", "self_value")

    def __init__(
        self,
        module: Module,
        file: SourceFile,
        names: Mapping[str, Value] | None = None,
        repetition: Mapping[str, Value] | None = None,
        self_value: Value = None,
    ) -> None:
        self.module = module
        self.run: Run = module.run
        self.file = file
        self.names: Mapping[str, Value] = names or {}
        self.repetition: Mapping[str, Value] = repetition or {}
        self.self_value = self_value
        self.anon: Value = None
        self.closed = False

    def having(self, names: Mapping[str, Value]) -> Scope:
        """This scope with further names."""
        inner = Scope(self.module, self.file, {**self.names, **names}, self.repetition)
        inner.self_value = self.self_value
        inner.anon = self.anon
        inner.closed = self.closed
        return inner

    def of_file(self, file: SourceFile) -> Scope:
        """This scope for an expression of another file."""
        if file is self.file:
            return self
        return Scope(self.module, file, self.names, self.repetition, self.self_value)
