"""Who gave a root module's variables their values: the environment, a file, or the command line.

The order is that of `scanner.terraform.variables`: the last one counts.
"""

from __future__ import annotations

from dataclasses import dataclass

from scanner.hcl import decode, parse
from scanner.hcl.tree import Node
from scanner.model import Location
from scanner.terraform.code import SourceFile
from scanner.terraform.modules import Module
from scanner.terraform.values import Failure, Unsupported
from scanner.terraform.variables import default_files


@dataclass(frozen=True, slots=True)
class Given:
    """text: ``from prod.tfvars:2``, ``from --var size``, ``from TF_VAR_size``.

    location: where it stands, if it does in a file; node, file: its expression there.
    """

    text: str
    location: Location | None = None
    node: Node | None = None
    file: SourceFile | None = None


def givers(module: Module) -> dict[str, Given]:
    """For each variable of a root module that is given a value from outside, who gave it."""
    options = module.run.options
    found: dict[str, Given] = {}
    declared = module.code.variables
    for name in declared:
        if "TF_VAR_" + name in options.environ:
            found[name] = Given(f"from TF_VAR_{name}")
    for path in default_files(module.code.folder):
        found.update(_of_file(module, path))
    for kind, argument in options.variables:
        if kind == "var-file":
            found.update(_of_file(module, argument, True))
            continue
        name = argument.partition("=")[0].strip()
        if name in declared:
            found[name] = Given(f"from --var {name}")
    return found


def _of_file(module: Module, path: str, anywhere: bool = False) -> dict[str, Given]:
    file = _parsed(module, path, anywhere)
    found: dict[str, Given] = {}
    for name, start, end, node in file.body[0] if file is not None else ():
        if file is not None and name in module.code.variables:
            location = file.region(start, end)
            text = f"from {location.path}:{location.start_line}"
            found[name] = Given(text, location, node, file)
    return found


def _parsed(module: Module, path: str, anywhere: bool) -> SourceFile | None:
    """A file of variables. What is wrong with it has been reported when the values were read."""
    display = module.run.library.project.display(path)
    try:
        text, _ = decode(module.run.files.read(path, display, anywhere))
    except (Failure, Unsupported):
        return None
    if path.endswith(".json"):
        from scanner.hcl.json_syntax import parse_json

        return SourceFile(path, display, text, parse_json(text, variables=True).body)
    return SourceFile(path, display, text, parse(text).body)
