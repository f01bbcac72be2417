"""Where the state is: the backend block of the code, or what ``--state`` names. Read-only.

No lock is taken: a state is read whole, and its serial is reported. The code is untrusted:
endpoints, hosts, roles and contexts that it names are followed only when the user allows them,
local paths only inside of the boundary, and cloud credentials written there never.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Final, Protocol, cast

from scanner.errors import StateError, UsageError
from scanner.model import Resource, Unknown, Value
from scanner.terraform.backends.common import (
    PIPE,
    Access,
    Cluster,
    Found,
    Openers,
    Request,
    Response,
    Trust,
    printable,
)

__all__ = [
    "FORMS",
    "Access",
    "Cluster",
    "Found",
    "Openers",
    "Request",
    "Response",
    "Trust",
    "backend_settings",
    "find_state",
]

FORMS: Final = (
    "s3://BUCKET/KEY",
    "gs://BUCKET/OBJECT",
    "azblob://ACCOUNT/CONTAINER/KEY",
    "kubernetes://NAMESPACE/SUFFIX",
    "tfe://HOST/ORGANIZATION/WORKSPACE",
    "https://HOST/PATH",
)
"""The URLs that ``--state`` takes."""

_BY_SCHEME: Final = {
    "s3": "s3",
    "gs": "gcs",
    "azblob": "azurerm",
    "kubernetes": "kubernetes",
    "tfe": "remote",
    "http": "http",
    "https": "http",
}
_BY_KIND: Final = frozenset({"s3", "gcs", "azurerm", "kubernetes", "http"})


class _Backend(Protocol):
    """What the module of a backend offers."""

    def configured(
        self, settings: Mapping[str, Value], workspace: str, openers: Openers
    ) -> Found: ...

    def named(self, url: str, workspace: str, openers: Openers) -> list[Found]: ...


def find_state(
    backend: Resource | None,
    override: Sequence[str],
    workspace: str,
    root: str,
    openers: Openers,
    boundary: str | None = None,
    display: Callable[[str], str] = str,
) -> list[Found]:
    """The states of a root module, each read once.

    backend: its ``terraform_backend`` resource, or None for Terraform's default, a local file.
    override: what ``--state`` names, instead of the backend: paths, globs, URLs of the forms in
        `FORMS`, ``-`` for standard input.
    root: absolute. boundary: absolute; a path written in the code stays inside of it (default:
    the root). display: an absolute path as the user sees it.
    Raises StateError (not found, not readable, not allowed) and UsageError (the workspace).
    """
    if not workspace or "/" in workspace or "\\" in workspace or workspace in (".", ".."):
        raise UsageError(f"{workspace!r} is no workspace's name; name one with --workspace")
    if override:
        named = [
            found
            for one in dict.fromkeys(override)
            for found in _named(one, workspace, openers, display)
        ]
        return list({found.info.source: found for found in named}.values())
    kind, settings = backend_settings(backend, root)
    if kind == "local":
        from scanner.terraform.backends import local

        path = local.path_of(settings, workspace, root, boundary or root, display)
        return [local.read(path, workspace, display)]
    if kind in ("remote", "cloud"):
        from scanner.terraform.backends import remote

        return [remote.configured(kind, settings, workspace, openers, root)]
    if kind in _BY_KIND:
        return [_module(kind).configured(settings, workspace, openers)]
    raise StateError(
        f'backend "{printable(kind)}" is not read by trueup; in the root module, {PIPE}'
    )


def _module(name: str) -> _Backend:
    # Found by name, so that a run loads the one backend that it needs.
    return cast(_Backend, import_module(f"{__name__}.{name}"))


def _named(
    name: str, workspace: str, openers: Openers, display: Callable[[str], str]
) -> list[Found]:
    if name == "-":
        from scanner.terraform.backends import stdin

        return [stdin.read(openers, workspace)]
    scheme, separator, _ = name.partition("://")
    if separator:
        module = _BY_SCHEME.get(scheme.lower())
        if module is None:
            raise StateError(
                f"--state {printable(scheme)}://...: no such address is read; write one of "
                f"{', '.join(FORMS)}, or {PIPE}"
            )
        return _module(module).named(name, workspace, openers)
    from scanner.terraform.backends import local

    return [
        local.read(path, local.workspace_of(path, workspace), display)
        for path in local.expand(name)
    ]


def backend_settings(backend: Resource | None, root: str) -> tuple[str, Mapping[str, Value]]:
    """The kind of a backend and its settings.

    What the block leaves open (``-backend-config``) is filled in from what `terraform init` noted
    in ``.terraform/terraform.tfstate``, when that is of the same kind.
    """
    if backend is None:
        return "local", {}
    written = backend.attributes.get("type")
    kind = written if isinstance(written, str) else backend.address.rpartition(".")[2]
    settings = {
        name: value
        for name, value in backend.attributes.items()
        if name != "type" and value is not None and not isinstance(value, Unknown)
    }
    return kind, {**_initialised(kind, root), **settings}


def _initialised(kind: str, root: str) -> Mapping[str, Value]:
    import json
    import os

    path = os.path.join(os.path.realpath(root), ".terraform", "terraform.tfstate")
    try:
        # No link is followed: it could lead out of the tree, or to a pipe.
        linked = os.path.realpath(path) != path or not os.path.isfile(path)
        if linked or os.path.getsize(path) > 1 << 20:
            return {}
        with open(path, "rb") as file:
            noted = json.load(file)
    except (OSError, ValueError, RecursionError):
        # It only ever adds to the code, and what is missing then is reported by name.
        return {}
    block = noted.get("backend") if isinstance(noted, dict) else None
    if not isinstance(block, dict) or block.get("type") != kind:
        return {}
    config = block.get("config")
    if not isinstance(config, dict):
        return {}
    return {name: value for name, value in config.items() if value is not None}
