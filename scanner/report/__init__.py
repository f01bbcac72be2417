"""One module per output format; every format gets the same `scanner.outcome.Report`.

To add a format, write one file ``scanner/report/NAME.py`` with a function
``render(report: Report) -> bytes`` (or ``-> str``), keep its heavy imports inside of functions,
pass scanned text through `scanner.report.visible.visible` unless the format escapes control
characters by itself, and name the module in `FORMATS` below with a function of three lines. The
command's ``--format`` and ``--output`` take their choices from `FORMATS`. A format that has no
place for something says so in `omissions`.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from scanner.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from scanner.outcome import Report


def _text(report: Report, **options: Any) -> bytes:
    from scanner.report.text import render

    return render(report, **options).encode("utf-8")


def _json(report: Report) -> bytes:
    from scanner.report.json_report import render

    return render(report)


def _sarif(report: Report) -> bytes:
    from scanner.report.sarif.sarif import render

    return render(report)


def _sarif_audit(report: Report) -> bytes:
    from scanner.report.sarif.sarif import render

    return render(report, audit=True)


def _markdown(report: Report) -> bytes:
    from scanner.report.markdown import render

    return render(report)


def _markdown_comment(report: Report) -> bytes:
    from scanner.report.markdown import COMMENT_BYTES, render

    return render(report, COMMENT_BYTES)


def _github(report: Report) -> bytes:
    from scanner.report.github import render

    return render(report)


def _junit(report: Report) -> bytes:
    from scanner.report.junit import render

    return render(report)


def _gitlab_codequality(report: Report) -> bytes:
    from scanner.report.gitlab_codequality import render

    return render(report)


def _gitlab_sast(report: Report) -> bytes:
    from scanner.report.gitlab_sast import render

    return render(report)


def _sonarqube(report: Report) -> bytes:
    from scanner.report.sonarqube import render

    return render(report)


def _csv(report: Report) -> bytes:
    from scanner.report.csv_report import render

    return render(report)


def _html(report: Report) -> bytes:
    from scanner.report.html import render

    return render(report)


FORMATS: Mapping[str, Callable[..., bytes]] = MappingProxyType(
    {
        "text": _text,
        "json": _json,
        "sarif": _sarif,
        "sarif-audit": _sarif_audit,
        "markdown": _markdown,
        "markdown-comment": _markdown_comment,
        "github": _github,
        "junit": _junit,
        "gitlab-codequality": _gitlab_codequality,
        "gitlab-sast": _gitlab_sast,
        "sonarqube": _sonarqube,
        "csv": _csv,
        "html": _html,
    }
)


def render(name: str, report: Report, **options: Any) -> bytes:
    """`report` in the format `name`, as UTF-8.

    `options` are the format's own: `scanner.report.text.render` takes some, the others none.
    Raises UsageError for a name that is not in `FORMATS`.
    """
    renderer = FORMATS.get(name)
    if renderer is None:
        raise UsageError(f"unknown output format {name!r}: choose one of {', '.join(FORMATS)}")
    return renderer(report, **options)


def render_and_tell(name: str, report: Report, **options: Any) -> tuple[bytes, list[str]]:
    """As `render`, and what is not in it, as `omissions` says, or since a limit was hit."""
    if name == "sarif":
        from scanner.report.sarif.sarif import compose

        return compose(report)
    return render(name, report, **options), omissions(name, report)


def omissions(name: str, report: Report) -> list[str]:
    """What the format `name` has no place for, a sentence each, for standard error."""
    if name == "gitlab-codequality":
        from scanner.report import gitlab_codequality

        return gitlab_codequality.omissions(report)
    if name == "gitlab-sast":
        from scanner.report import gitlab_sast

        return gitlab_sast.omissions(report)
    if name == "sonarqube":
        from scanner.report import sonarqube

        return sonarqube.omissions(report)
    return []
