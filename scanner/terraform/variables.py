"""The values of a root module's variables, by Terraform's precedence.

Source: Terraform's documentation, "Variable Definition Precedence": the environment,
terraform.tfvars, terraform.tfvars.json, *.auto.tfvars and *.auto.tfvars.json in the order of their
names, then --var and --var-file in the order of the command line.
"""

from __future__ import annotations

import os
from collections.abc import Container, Iterable
from functools import partial
from typing import TYPE_CHECKING

from scanner.hcl import parse
from scanner.hcl.tree import Node
from scanner.terraform.code import SourceFile
from scanner.terraform.encoding import from_json
from scanner.terraform.modules import Module
from scanner.terraform.options import TerraformOptions
from scanner.terraform.values import Failure, LimitHit, Unsupported, Value

if TYPE_CHECKING:
    from scanner.terraform.library import Library


def given_values(module: Module) -> dict[str, Value]:
    """The values that the environment, files and the command line give for declared variables."""
    values: dict[str, Value] = {}
    run = module.run
    for name in module.code.variables:
        text = run.options.environ.get("TF_VAR_" + name)
        if text is not None:
            _from_text(module, name, text, f"TF_VAR_{name}", values)
    for path in default_files(module.code.folder):
        _from_file(module, path, values)
    for kind, argument in run.options.variables:
        if kind == "var-file":
            _from_file(module, argument, values, True)
            continue
        name, _, text = argument.partition("=")
        if kind == "json":
            if name in module.code.variables:
                values[name] = from_json(text)
                module.given_by[name] = f"vars.{name} of the environment"
            continue
        if name.strip() in module.code.variables:
            _from_text(module, name.strip(), text, f"--var {name.strip()}", values)
    return values


def undeclared(options: TerraformOptions, declared: Container[str]) -> list[str]:
    """The names that ``--var`` gives and nothing declares: most likely misspelt."""
    names = [text.partition("=")[0].strip() for kind, text in options.variables if kind == "var"]
    return [name for name in dict.fromkeys(names) if name not in declared]


def configured_names(variables: Iterable[tuple[str, str]]) -> set[str]:
    """The names that the configuration of an environment gives values to."""
    return {text.partition("=")[0] for kind, text in variables if kind == "json"}


def default_files(folder: str) -> list[str]:
    """The files of variables that Terraform reads without being told, in their order."""
    try:
        names = os.listdir(folder)
    except OSError:
        return []
    auto = sorted(n for n in names if n.endswith((".auto.tfvars", ".auto.tfvars.json")))
    plain = [n for n in ("terraform.tfvars", "terraform.tfvars.json") if n in names]
    return [os.path.join(folder, name) for name in plain + auto]


def _from_text(module: Module, name: str, text: str, origin: str, values: dict[str, Value]) -> None:
    """A value from the environment or the command line: plain text or an expression."""
    try:
        literal = module.constraint(name).literal
    except Failure:
        literal = True
    if literal:
        values[name] = text
        module.given_by[name] = origin
        return
    parsed = parse(f"value = {text}\n")
    if parsed.problems or len(parsed.body[0]) != 1:
        module.run.error("variable-value", f"{origin} is not a valid expression; correct it", None)
        return
    file = SourceFile("", origin, f"value = {text}\n", parsed.body)
    _put(module, name, parsed.body[0][0][3], file, values)
    module.given_by[name] = origin


def _from_file(module: Module, path: str, values: dict[str, Value], anywhere: bool = False) -> None:
    if path.endswith(".json"):
        _from_json_file(module, path, values, anywhere)
        return
    file = module.run.library.parse_file(path, anywhere)
    if file is None:
        return
    for name, _, _, node in file.body[0]:
        if name in module.code.variables:
            _put(module, name, node, file, values)
            module.given_by[name] = (node, file)


def _put(module: Module, name: str, node: Node, file: SourceFile, values: dict[str, Value]) -> None:
    value = module.guarded(
        ("given", name, file.path),
        f"var.{name}",
        node,
        module.scope(file),
        lambda: module.run.evaluate(node, module.scope(file)),
    )
    values[name] = value


def _from_json_file(module: Module, path: str, values: dict[str, Value], anywhere: bool) -> None:
    run = module.run
    display = run.library.project.display(path)
    try:
        found = from_json(run.files.read(path, "this file", anywhere).decode("utf-8-sig"))
        if not isinstance(found, dict):
            raise Failure("an object is required")
    except (Failure, LimitHit, Unsupported, UnicodeDecodeError) as problem:
        run.error("variable-file", f"cannot be used: {problem}; correct it", display)
        return
    run.library.files_read[display] = None
    for name in module.code.variables:
        if name in found:
            values[name] = found[name]
            module.given_by[name] = partial(_in_json, run.library, path, anywhere, name)


def _in_json(
    library: Library, path: str, anywhere: bool, name: str
) -> tuple[Node, SourceFile] | None:
    """Where a JSON file gives a variable its value: read again, since only findings ask."""
    file = library.parse_file(path, anywhere)
    for attribute in file.body[0] if file is not None else ():
        if file is not None and attribute[0] == name:
            return attribute[3], file
    return None
