"""What `trueup drift` compares a cluster with: manifests, Terraform code, and its state."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from scanner.errors import UsageError
from scanner.model import Loaded, Origin, Resource, Unknown

if TYPE_CHECKING:
    import click

    from scanner.cli.drift_views import Views
    from scanner.cli.run import Setup
    from scanner.drift import Apply, Recorded
    from scanner.load.discover import Inputs
    from scanner.outcome import StateInfo

NO_STATE = (
    "without a state: of what Terraform declares nobody tells what was applied, so differences are "
    "not told apart, and what it made and no longer declares is not compared"
)
# Where the provider puts an object that does not say.
_DEFAULT_NAMESPACE = "default"


@dataclass(frozen=True, slots=True)
class Declared:
    """objects: to be asked for, also those that only the state has. recorded: what the state holds
    of them, by `id`. apply: how Terraform's root module is applied. loaded: everything read.
    limits: what cannot be told for want of a view."""

    loaded: Loaded
    objects: tuple[Resource, ...]
    recorded: Mapping[int, Recorded] = field(default_factory=dict)
    state: StateInfo | None = None
    apply: Apply | None = None
    limits: tuple[str, ...] = ()


def read_declared(
    root: str, inputs: Inputs, setup: Setup, ctx: click.Context, options: dict[str, Any]
) -> Declared:
    """The manifests below `root`; of a root module also its ``kubernetes_*`` resources, with what
    its state holds of them.

    Raises UsageError for what does not go together, StateError for a state that cannot be had.
    """
    from scanner.cli.files import load, rendered_of
    from scanner.cli.options import variables
    from scanner.terraform.code import code_names

    rendered = rendered_of(inputs, setup, (root,)) if options["render"] else None
    known, workspace = (setup.project, setup.cache), options["workspace"]
    folder = os.path.realpath(root)
    is_root = os.path.isdir(folder) and code_names(os.listdir(folder))
    if not is_root and not (os.path.isdir(folder) and options["states"]):
        if options["states"] or options["no_code"]:
            raise UsageError(f"{root}: --state and --no-code take the folder of a root module")
        loaded = load(inputs, *known, workspace, variables(ctx), rendered=rendered)
        return Declared(loaded, tuple(one for one in loaded.resources if is_object(one)))
    views = _views(folder, root, setup, ctx, options)
    manifests = load(replace(inputs, terraform=()), *known, workspace, (), rendered=rendered)
    if options["no_code"]:
        manifests = Loaded()
    return _joined(views, manifests)


def is_object(resource: Resource) -> bool:
    """Whether a resource is a declared API object."""
    said = resource.attributes
    return (
        resource.type[:1].isupper()
        and isinstance(said.get("apiVersion"), str)
        and isinstance(said.get("kind"), str)
        and not resource.not_instantiated
        and "[*]" not in resource.address
    )


def _views(
    folder: str, shown: str, setup: Setup, ctx: click.Context, options: dict[str, Any]
) -> Views:
    """Code and state of the root module. One that has no state yet is compared without."""
    from scanner.cli.drift_views import read_views
    from scanner.cli.matrix import read_matrix
    from scanner.cli.options import variables, workspaces

    given = variables(ctx)
    matrix = read_matrix(given, workspaces(ctx), options, setup.project, setup.settings, setup.tree)
    environments = matrix.of(folder) if matrix.entries else []
    named = {one.workspace for one in environments} or {options["workspace"]}
    if not (options["states"] or options["no_state"] or options["no_code"]):
        options = {**options, "no_state": not _has_state(folder, setup, named)}
    found = read_views(folder, shown, setup, matrix, given, options)
    if len(found) > 1:
        names = ", ".join(one.environment for one in found)
        raise UsageError(
            f"{shown} has the environments {names}, and a kubeconfig's context is the cluster of "
            "one; choose one with --environment"
        )
    return found[0]


def _has_state(folder: str, setup: Setup, workspaces: Iterable[str]) -> bool:
    """Whether the root module says where its state is, or has one beside it."""
    from scanner.cli.drift_views import load_root
    from scanner.cli.state import backend_of

    for workspace in workspaces:
        below = () if workspace == "default" else ("terraform.tfstate.d", workspace)
        if os.path.exists(os.path.join(folder, *below, "terraform.tfstate")):
            return True
        if backend_of(load_root(folder, setup, (), workspace, None, None).resources):
            return True
    return False


def _joined(views: Views, manifests: Loaded) -> Declared:
    """The objects of manifests and root module, each of these with what the state has of it."""
    from scanner.drift import Recorded, pair_up
    from scanner.load.api_objects import api_object, unread_manifests

    objects = [one for one in manifests.resources if is_object(one)]
    recorded: dict[int, Recorded] = {}
    for pair in pair_up(views.declared, views.recorded):
        if not pair.resource.type.startswith("kubernetes_"):
            continue
        code = api_object(pair.declared) if pair.declared is not None else None
        known = api_object(pair.recorded) if pair.recorded is not None else None
        said = code or known
        if said is None:
            continue
        one = replace(_placed(said, known), address=pair.address)
        if not is_object(one):
            continue
        objects.append(one)
        if views.recorded is not None and (pair.recorded is None or known is not None):
            absent = views.has_code and pair.declared is None and not pair.unloaded
            recorded[id(one)] = Recorded(
                known,
                removed=absent,
                undeclared=pair.declared is None and not absent,
                exact=pair.resource.type == "kubernetes_manifest",
                replaced_by=_new_name(code, known),
            )
    loaded = Loaded(
        resources=(*views.code.resources, *manifests.resources),
        diagnostics=(
            *views.code.diagnostics,
            *(d for state, _ in views.states for d in state.diagnostics),
            *unread_manifests(views.code.resources),
            *manifests.diagnostics,
        ),
        files=(*views.code.files, *manifests.files),
        comments=(*views.code.comments, *manifests.comments),
    )
    return Declared(
        loaded,
        tuple(objects),
        recorded,
        views.states[0][1] if views.states else None,
        views.apply,
        () if views.has_state or len(objects) == len(manifests.resources) else (NO_STATE,),
    )


def _identity(item: Resource | None) -> tuple[Any, Any]:
    """(name, namespace), each None where it is not known."""
    metadata = item.attributes.get("metadata") if item is not None else None
    if not isinstance(metadata, Mapping):
        return None, None
    said = metadata.get("name"), metadata.get("namespace")
    name, namespace = (one if isinstance(one, str) and one else None for one in said)
    return name, namespace


def _placed(said: Resource, known: Resource | None) -> Resource:
    """The object under the name that it has: that of the state, where the provider puts it."""
    name, namespace = (a or b for a, b in zip(_identity(known), _identity(said), strict=True))
    metadata = said.attributes.get("metadata")
    if not isinstance(metadata, Mapping) or "kubernetes_" not in said.address:
        return said
    placed = dict(metadata)
    if name is not None:
        placed["name"] = name
    if not isinstance(metadata.get("namespace"), Unknown) or namespace is not None:
        placed["namespace"] = namespace or _DEFAULT_NAMESPACE
    return replace(said, attributes={**said.attributes, "metadata": placed})


def _new_name(code: Resource | None, known: Resource | None) -> str:
    """What replaces the recorded object, where the code names another; empty where it does not."""
    if code is None or known is None:
        return ""
    wanted, has = _identity(code), _identity(known)
    if all(a is None or b is None or a == b for a, b in zip(wanted, has, strict=True)):
        return ""
    name, namespace = (a or b for a, b in zip(wanted, has, strict=True))
    return f"{namespace}/{name}" if namespace else str(name)


def in_code(objects: Iterable[Resource]) -> list[Resource]:
    """The objects that something declares."""
    return [one for one in objects if one.origin is not Origin.STATE]
