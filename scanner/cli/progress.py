"""A progress bar on standard error, for long work on a terminal; nothing anywhere else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[int, int], None]


@contextmanager
def progress_bar(title: str, worthwhile: bool = True) -> Iterator[Progress | None]:
    """Gives a function of (done, known of) to call from any thread, or None off a terminal.

    worthwhile: the work is long enough for a bar, whose own import takes a while.
    """
    if not worthwhile or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)
