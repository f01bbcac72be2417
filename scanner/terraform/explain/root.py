"""One root module, opened to be asked about."""

from __future__ import annotations

from dataclasses import dataclass

from scanner.model import Resource
from scanner.project import Project
from scanner.terraform.code import ModuleCode
from scanner.terraform.emit import Emitter
from scanner.terraform.expressions import evaluate
from scanner.terraform.files import Files
from scanner.terraform.library import Library
from scanner.terraform.modules import Module
from scanner.terraform.options import TerraformOptions
from scanner.terraform.reports import Reports
from scanner.terraform.run import Run
from scanner.terraform.variables import given_values, undeclared

# Terraform's own blocks, which are judged like resources but are no instances of any.
OWN_BLOCKS = frozenset(
    {
        "terraform_backend",
        "terraform_module",
        "terraform_output",
        "terraform_provider",
        "terraform_settings",
        "terraform_variable",
    }
)


@dataclass(frozen=True, slots=True)
class Root:
    """folder: absolute. scope: as in the identities of findings. empty: it holds no code."""

    folder: str
    scope: str
    options: TerraformOptions
    library: Library
    code: ModuleCode
    empty: bool

    @property
    def reports(self) -> Reports:
        """What went wrong so far."""
        return self.library.reports

    def module(self) -> Module:
        """A root module of which nothing is evaluated yet, with a work budget of its own."""
        module = Module(Run(self.library, self.options, evaluate), self.code)
        module.given = given_values(module)
        return module


def open_root(folder: str, project: Project, options: TerraformOptions) -> Root:
    """The root module in a folder. Never raises for what is in it: a folder without code is a
    root that declares nothing."""
    reports = Reports()
    library = Library(project, Files(options.boundary), reports, options.cache)
    found = library.code(folder)
    code = ModuleCode(folder) if found is None else found
    for name in undeclared(options, code.variables):
        message = f"--var {name}: the root module declares no such variable; check the spelling"
        reports.note("variable-undeclared", message)
    return Root(folder, project.scope(folder), options, library, code, found is None)


def instances(root: Root, module: Module) -> list[Resource]:
    """Every managed, data and ephemeral instance, also those that stand for none."""
    emitter = Emitter(root.scope, exact=True)
    emitter.root(module)
    return [one for one in emitter.resources if one.type not in OWN_BLOCKS]
