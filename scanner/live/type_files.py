"""Finding a resource type's file: ``scanner/live/PLATFORM/types/TYPE.py``, with its ``READER``.

Nothing registers itself; a type is supported when its file is there.
"""

from __future__ import annotations

import re
from typing import Any

_TYPE = re.compile(r"[a-z]{1,20}_[a-z0-9_]{1,80}")


def reader_in(package: str, type_name: str) -> Any:
    """The ``READER`` of a type's file in a package of such files; None when there is none."""
    import importlib

    if not _TYPE.fullmatch(type_name):
        return None
    name = f"{package}.{type_name}"
    try:
        module = importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        return None
    return module.READER


def types_in(package: str) -> tuple[str, ...]:
    """Every type with a file in a package, in alphabetical order."""
    import importlib
    import pkgutil

    found = importlib.import_module(package)
    return tuple(sorted(module.name for module in pkgutil.iter_modules(found.__path__)))
