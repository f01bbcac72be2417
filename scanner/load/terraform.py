"""Folders of Terraform code to resources."""

from __future__ import annotations

import os
from collections.abc import Sequence

from scanner.hcl import collector_paused
from scanner.model import Loaded, Resource
from scanner.project import Project
from scanner.terraform.code import ModuleCode, join_path, literal_text
from scanner.terraform.emit import Emitter
from scanner.terraform.expressions import evaluate
from scanner.terraform.files import Files
from scanner.terraform.library import Library
from scanner.terraform.modules import Module
from scanner.terraform.options import TerraformOptions
from scanner.terraform.reports import Reports
from scanner.terraform.run import Run
from scanner.terraform.variables import given_values, undeclared


def load_terraform(folders: Sequence[str], project: Project, options: TerraformOptions) -> Loaded:
    """Every resource that the code in `folders` declares.

    folders: absolute paths of folders that hold ``.tf``, ``.tofu`` or JSON code. One that another
    of them calls as a module is judged through its calls; every other one is a root of its own.
    Never raises for anything in the code: problems are in `Loaded.diagnostics`.
    """
    reports = Reports()
    library = Library(project, Files(options.boundary), reports, options.cache)
    resources: list[Resource] = []
    declared: set[str] = set()
    for folder in root_folders(folders, library):
        code = library.code(folder)
        if code is None:
            continue
        declared.update(code.variables)
        run = Run(library, options, evaluate)
        module = Module(run, code)
        module.given = given_values(module)
        emitter = Emitter(project.scope(folder))
        # What one root leaves behind is little enough to be collected after it.
        with collector_paused():
            emitter.root(module)
        resources += emitter.resources
    for name in undeclared(options, declared):
        message = f"--var {name}: no root module declares this variable; check the spelling"
        reports.note("variable-undeclared", message)
    return Loaded(tuple(resources), reports.all, tuple(library.files_read), tuple(library.comments))


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
