"""An audit as one page of HTML that needs nothing else: no network, no fonts, no images.

The page is whole without its script, which filters, switches the theme and opens what is folded.
It is put together by our own few functions (`markup`) and by no template library: what is plain
text is escaped by them whatever its author forgot, and a run needs no further package.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from time import struct_time

    from scanner.outcome import Report


def render(report: Report, at: float | None = None) -> bytes:
    """`report` as one UTF-8 HTML page with a newline at the end.

    at: the time of the audit in seconds since 1970; by default that of the last audit of the
    history, else SOURCE_DATE_EPOCH (see https://reproducible-builds.org), else now.
    """
    from importlib.resources import files

    from scanner.report.html.page import page

    folder = files(__package__)
    style, script = (
        (folder / name).read_text(encoding="utf-8") for name in ("style.css", "page.js")
    )
    return page(report, _moment(report, at), style, script).encode("utf-8")


def _moment(report: Report, at: float | None) -> struct_time:
    import os
    import time

    if at is not None:
        return time.gmtime(at)
    if report.trend:
        for form in ("%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dT%H:%M:%S+00:00"):
            try:
                return time.strptime(report.trend[-1].at, form)
            except ValueError:
                continue
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    # Eleven digits are the year 5138; more may be no time at all.
    return time.gmtime(int(fixed) if fixed.isdecimal() and len(fixed) < 12 else None)
