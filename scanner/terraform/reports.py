"""The diagnostics of one load, each once."""

from __future__ import annotations

from collections.abc import Iterable

from scanner.model import Diagnostic, DiagnosticLevel


class Reports:
    """Collects diagnostics in order."""

    def __init__(self) -> None:
        self._met: dict[Diagnostic, None] = {}

    @property
    def all(self) -> tuple[Diagnostic, ...]:
        """Everything reported."""
        return tuple(self._met)

    def error(
        self, code: str, message: str, path: str | None = None, line: int | None = None
    ) -> None:
        """Report what makes the run incomplete."""
        self._met.setdefault(Diagnostic(DiagnosticLevel.ERROR, code, message, path, line))

    def note(
        self, code: str, message: str, path: str | None = None, line: int | None = None
    ) -> None:
        """Report what is only worth counting."""
        self._met.setdefault(Diagnostic(DiagnosticLevel.NOTE, code, message, path, line))

    def add(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Report what was reported elsewhere, too."""
        for diagnostic in diagnostics:
            self._met.setdefault(diagnostic)
