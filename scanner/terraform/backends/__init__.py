"""Where the state is: the backend block of the code, or what ``--state`` names. Read-only.

No lock is taken: a state is read whole in one request, and its serial is reported. The code is
untrusted: endpoints and roles that it names are followed only when the user allows them, local
paths only inside of the boundary, and credentials written there never.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from scanner.errors import StateError, UsageError
from scanner.model import Resource, Unknown, Value
from scanner.terraform.backends.common import Access, Found, Openers

__all__ = ["Access", "Found", "Openers", "backend_settings", "find_state"]


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
    override: what ``--state`` names, instead of the backend: paths, globs, ``s3://bucket/key``,
        ``gs://bucket/object``, ``-`` for standard input.
    root: absolute. boundary: absolute; a path written in the code stays inside of it (default:
    the root). display: an absolute path as the user sees it.
    Raises StateError (not found, not readable, not allowed) and UsageError (the workspace).
    """
    if not workspace or "/" in workspace or "\\" in workspace or workspace in (".", ".."):
        raise UsageError(f"{workspace!r} is no workspace's name; name one with --workspace")
    if override:
        named = [found for one in override for found in _named(one, workspace, openers, display)]
        return list({found.info.source: found for found in named}.values())
    kind, settings = backend_settings(backend, root)
    if kind == "local":
        from scanner.terraform.backends import local

        path = local.path_of(settings, workspace, root, boundary or root, display)
        return [local.read(path, workspace, display)]
    if kind == "s3":
        from scanner.terraform.backends import s3

        return [s3.read(s3.place_of(settings, workspace, openers), openers, workspace)]
    if kind == "gcs":
        from scanner.terraform.backends import gcs

        return [gcs.read(gcs.place_of(settings, workspace, openers), openers, workspace)]
    raise StateError(
        f'backend "{kind}" is not read by trueup; in the root module run '
        "`terraform state pull | trueup drift --state -`"
    )


def _named(
    name: str, workspace: str, openers: Openers, display: Callable[[str], str]
) -> list[Found]:
    if name == "-":
        from scanner.terraform.backends import stdin

        return [stdin.read(openers, workspace)]
    if name.startswith("s3://"):
        from scanner.terraform.backends import s3

        return [s3.read(s3.place_of_url(name), openers, workspace)]
    if name.startswith("gs://"):
        from scanner.terraform.backends import gcs

        return [gcs.read(gcs.place_of_url(name), openers, workspace)]
    if "://" in name:
        raise StateError(
            f"--state {name.partition('://')[0]}://...: only s3:// and gs:// are read; "
            "pipe others in: `terraform state pull | trueup drift --state -`"
        )
    from scanner.terraform.backends import local

    return [local.read(path, workspace, display) for path in local.expand(name)]


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
