"""Folders of Terraform code to resources."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from scanner.environments import merge_diagnostics
from scanner.hcl import collector_paused
from scanner.model import Loaded, Resource
from scanner.project import Project
from scanner.terraform.code import ModuleCode, join_path, literal_text
from scanner.terraform.emit import Emitter
from scanner.terraform.expressions import evaluate
from scanner.terraform.files import Files
from scanner.terraform.library import Library
from scanner.terraform.modules import Module
from scanner.terraform.options import Environment, TerraformOptions
from scanner.terraform.reports import Reports
from scanner.terraform.run import Run
from scanner.terraform.variables import configured_names, given_values, undeclared

if TYPE_CHECKING:
    from scanner.terraform.revisions import Revisions

Environments = Callable[[str], Sequence[Environment]]
"""The environments of a root, by its folder (absolute); empty for a root that has none."""


def load_terraform(
    folders: Sequence[str],
    project: Project,
    options: TerraformOptions,
    environments: Environments | None = None,
) -> Loaded:
    """Every resource that the code in `folders` declares.

    folders: absolute paths of folders that hold ``.tf``, ``.tofu`` or JSON code. One that another
    of them calls as a module is judged through its calls; every other one is a root of its own.
    environments: a root is evaluated once for each of its environments, from the code parsed
    once, and its resources name theirs; a root without one is evaluated as `options` say.
    Never raises for anything in the code: problems are in `Loaded.diagnostics`.
    """
    reports = Reports()
    library = _library(project, options, reports)
    own_reports: dict[str, Reports] = {}
    resources: list[Resource] = []
    declared: set[str] = set()
    met: dict[str, list[Environment]] = {}
    for folder in root_folders(folders, library):
        code = library.code(folder)
        if code is None:
            continue
        declared.update(code.variables)
        found = environments(folder) if environments is not None else ()
        for one in found:
            met.setdefault(one.name, []).append(one)
        evaluated = partial(_evaluated, code, library, options, found, own_reports)
        if options.revisions is None:
            resources += evaluated()
        else:
            values = _asked_values(project, options, found)
            resources += _once(options.revisions, folder, values, library, evaluated)
    for name in undeclared(options, declared):
        message = f"--var {name}: no root module declares this variable; check the spelling"
        reports.note("variable-undeclared", message)
    for environment, entries in met.items():
        names = {name for one in entries for name in configured_names(one.variables)}
        for name in sorted(names - declared):
            message = f"vars: {name}: no root module declares this variable; check the spelling"
            own_reports[environment].note("variable-undeclared", message)
    return Loaded(
        tuple(resources),
        merge_diagnostics(reports.all, {name: own.all for name, own in own_reports.items()}),
        tuple(library.files_read),
        # A file of variables is read for every root and environment.
        tuple(dict.fromkeys(library.comments)),
    )


def _evaluated(
    code: ModuleCode,
    library: Library,
    options: TerraformOptions,
    environments: Sequence[Environment],
    reports: dict[str, Reports],
) -> list[Resource]:
    """A root's resources, in each of its environments if it has any. reports: by environment."""
    if not environments:
        return _emitted(_root(code, Run(library, options, evaluate)), "")
    resources: list[Resource] = []
    shared: dict[object, tuple[list[Resource], Reports]] = {}
    for one in environments:
        chosen = replace(options, variables=one.variables, workspace=one.workspace)
        own = Reports()
        resources += _in_environment(code, Run(library, chosen, evaluate, own), one, shared)
        reports.setdefault(one.name, Reports()).add(own.all)
    return resources


def _once(
    revisions: Revisions,
    folder: str,
    values: object,
    library: Library,
    evaluated: Callable[[], list[Resource]],
) -> Sequence[Resource]:
    """A root's resources, evaluated for both revisions at once where they do not differ in it."""
    scope = library.project.scope(folder)
    if revisions.earlier:
        known = revisions.known(scope, values, library.files)
        return evaluated() if known is None else known
    from scanner.terraform.revisions import Touched

    touched = library.files.touched = Touched({folder})
    try:
        resources = evaluated()
    finally:
        library.files.touched = None
    revisions.keep(scope, values, touched, resources)
    return resources


def _asked_values(
    project: Project, options: TerraformOptions, environments: Sequence[Environment]
) -> object:
    """What a root is evaluated with; files by the paths that they have in every revision."""
    every = environments or [Environment("", options.variables, options.workspace)]
    return [
        (
            one.name,
            one.workspace,
            [(k, project.display(v) if k == "var-file" else v) for k, v in one.variables],
        )
        for one in every
    ]


def _library(project: Project, options: TerraformOptions, reports: Reports) -> Library:
    shared = options.revisions
    lent = shared.folders if shared is not None and shared.earlier else ()
    return Library(project, Files(options.boundary, lent), reports, options.cache, shared)


def _root(code: ModuleCode, run: Run) -> Module:
    module = Module(run, code)
    module.given = given_values(module)
    return module


def _emitted(module: Module, environment: str) -> list[Resource]:
    emitter = Emitter(module.run.library.project.scope(module.code.folder), environment)
    # What one root leaves behind is little enough to be collected after it.
    with collector_paused():
        emitter.root(module)
    return emitter.resources


def _in_environment(
    code: ModuleCode,
    run: Run,
    environment: Environment,
    shared: dict[object, tuple[list[Resource], Reports]],
) -> list[Resource]:
    """A root's resources in an environment; those of an earlier one where all values are the same.

    shared: what the root's earlier environments gave, by their values.
    """
    module = _root(code, run)
    values = _values_key(module.given)
    if values is None:
        return _emitted(module, environment.name)
    key = (environment.workspace, values)
    known = shared.get(key)
    if known is None:
        found = _emitted(module, environment.name)
        shared[key] = (found, run.reports)
        return found
    run.reports.add(known[1].all)
    return [replace(resource, environment=environment.name) for resource in known[0]]


def _values_key(given: Mapping[str, object]) -> str | None:
    """The values as one text that differs where they do; None where one of them is not known."""
    import json

    def number(value: object) -> object:
        if isinstance(value, Decimal):
            return {"": str(value)}
        raise TypeError

    try:
        return json.dumps(given, sort_keys=True, default=number)
    except (TypeError, ValueError, RecursionError):
        return None


def root_folders(folders: Sequence[str], library: Library) -> list[str]:
    """The folders that no other of them calls; of those in a circle, the first."""
    given = sorted({os.path.normpath(folder) for folder in folders})
    for folder in given:
        if not library.files.inside(folder):
            display = library.project.display(folder)
            library.reports.error(
                "outside-tree",
                "lies outside of the scanned tree and is not read; name it on its own",
                display,
            )
    given = [folder for folder in given if library.files.inside(folder)]
    called = {folder: _called(folder, library) for folder in given}
    targets = {target for folder, found in called.items() for target in found if target != folder}
    # A call from elsewhere does not make a module of what is a root by itself: else a folder
    # that calls it with better arguments, or not at all, would have it judged by these alone.
    roots = [f for f in given if f not in targets or _is_root(library.code(f))]
    reached: set[str] = set(roots)
    for root in roots:
        reached |= called[root]
    for folder in given:
        if folder not in reached:
            roots.append(folder)
            reached |= {folder} | called[folder]
    return sorted(roots)


def _is_root(code: ModuleCode | None) -> bool:
    """Whether the code is deployed by itself: it says where its state is, or has its variables."""
    if code is None:
        return False
    if any(block.named("backend") or block.named("cloud") for block in code.settings):
        return True
    return os.path.isfile(os.path.join(code.folder, "terraform.tfvars"))


def _called(folder: str, library: Library) -> set[str]:
    """The folders of all local modules below a folder's code, at any depth."""
    found: set[str] = set()
    pending = [folder]
    while pending:
        here = pending.pop()
        code = library.code(here)
        for target in _local_sources(code) if code is not None else ():
            if target not in found and library.files.inside(target):
                found.add(target)
                pending.append(target)
    return found


def _local_sources(code: ModuleCode) -> list[str]:
    sources = (literal_text(call, "source") for call in code.calls.values())
    return [
        join_path(code.folder, source)
        for source in sources
        if source is not None and (source.startswith(("./", "../")) or source in (".", ".."))
    ]
