"""Ends with trueup: a check that never ends would outlive it otherwise, when it is killed."""

from __future__ import annotations

import os
import threading
import time

_EVERY = 1.0


def follow() -> None:
    """End this process soon after the one that started it, whatever it is at."""
    threading.Thread(target=_watch, args=(os.getppid(),), daemon=True).start()


def _watch(parent: int) -> None:
    # An orphan has another parent; Windows, where it has not, ends programs otherwise.
    while os.getppid() == parent:
        time.sleep(_EVERY)
    os._exit(1)
