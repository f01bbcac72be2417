"""Policy documents of any spelling: one statement or several, one action or a list of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scanner.views import View


def statements(view: View, path: str | Sequence[str | int]) -> Iterator[View]:
    """Each statement of the AWS policy document whose JSON text stands at `path`.

    It may come from ``jsonencode``, a heredoc or an ``aws_iam_policy_document``; a text that is
    unknown only in parts shows the rest. Read single values with ``get("Effect")``, and what may
    be one value or a list of them with ``each("Action")``.
    """
    yield from view.document(path).each("Statement")
