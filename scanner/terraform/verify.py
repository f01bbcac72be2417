"""What Terraform holds code to before it plans: conditions that fail, arguments nobody takes.

Terraform would stop here. The code is judged all the same, so each of these is a note.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scanner.terraform.values import LimitHit, Value, bare, census, is_ephemeral, unmark

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scanner.hcl.tree import Block
    from scanner.terraform.blocks import Placed
    from scanner.terraform.code import BlockCode, SourceFile
    from scanner.terraform.module_calls import ModuleCall
    from scanner.terraform.modules import Module
    from scanner.terraform.resources import Instance
    from scanner.terraform.scopes import Scope

_LONGEST = 200
# No plan holds these, so that an ephemeral value may stand there.
_SHORT_LIVED = ("provisioner", "connection", "lifecycle")


def variables(module: Module) -> None:
    """Evaluate the variables of a called module, as Terraform does, and verify all validations."""
    for name, block in module.code.variables.items():
        if module.parent is not None:
            module.variable(name)
        if block.blocks:
            _conditions(f"var.{name}", block.named("validation"), module.scope(block.file))


def outputs(module: Module) -> None:
    """Verify the preconditions of outputs, and that a root's outputs show no secrets."""
    for name, block in module.code.outputs.items():
        if block.blocks:
            _conditions(f"output.{name}", block.named("precondition"), module.scope(block.file))
        if module.parent is None and block.expression("value") is not None:
            why = _hidden(module.output(name), "sensitive" in block.attributes)
            if why is not None:
                _refused(module, f"output.{name}", why, block)


def _hidden(value: Value, declared: bool) -> str | None:
    """Why the value of a root's output cannot be shown."""
    if is_ephemeral(bare(value)):
        return "the value is ephemeral; wrap it in ephemeralasnull()"
    try:
        secret = not declared and census(value).sensitive
    except LimitHit:
        return None
    return "the value is sensitive; declare the output with sensitive = true" if secret else None


def checks(module: Module) -> None:
    """Verify the assertions of ``check`` blocks."""
    for block in module.code.checks:
        _conditions(
            ".".join(("check", *block.labels)), block.named("assert"), module.scope(block.file)
        )


def instance(found: Instance) -> None:
    """Verify the conditions of a resource instance."""
    name = found.address.removeprefix(found.module.prefix)
    for block, file in found.node.code.named("lifecycle"):
        for kind in ("precondition", "postcondition"):
            nested = [(inner, file) for inner in block[5][1] if inner[0] == kind]
            if nested:
                _conditions(name, nested, found.scope(file))


def short_lived(found: Instance, names: Iterable[str]) -> None:
    """Note arguments that a plan would hold although their values are ephemeral."""
    if found.node.mode == "ephemeral":
        return
    for name in names:
        kept = name not in _SHORT_LIVED and not name.endswith("_wo")
        if kept and is_ephemeral(bare(found.configured(name))):
            label = f"{found.address.removeprefix(found.module.prefix)}.{name}"
            _refused(found.module, label, "the value is ephemeral", found.node.code)


def call(found: ModuleCall, arguments: Iterable[str]) -> None:
    """Note arguments for which the called module has no variable."""
    source = found.source()
    for name in arguments:
        if source is not None and name not in source.variables and not source.broken:
            _refused(found.module, f"module.{found.name}.{name}", "no such variable", found.code)


def _refused(module: Module, name: str, why: str, block: BlockCode) -> None:
    place = (block.file.display, block.file.line(block.block[2]))
    module.run.note("evaluation-failed", f"{module.prefix}{name}: {why}", *place)


def _conditions(name: str, entries: Iterable[Placed], scope: Scope) -> None:
    for block, file in entries:
        _condition(name, block, file, scope.of_file(file))


def _condition(name: str, block: Block, file: SourceFile, scope: Scope) -> None:
    module = scope.module
    attributes = {attribute[0]: attribute[3] for attribute in block[5][0]}
    if "condition" not in attributes:
        return
    label = f"{name}.{block[0]}"
    key = ("condition", name, block[2], file.path)
    holds, _, secret = unmark(module.settled(key, label, attributes["condition"], scope))
    if holds is not False and holds != "false":
        return
    why = "" if secret else _message(attributes.get("error_message"), label, key, scope)
    what = "fails" if block[0] == "assert" else "fails, so that Terraform would refuse it"
    place = (file.display, file.line(block[2]))
    module.run.note("condition-failed", f"{module.prefix}{label} {what}{why}", *place)


def _message(node: object, label: str, key: tuple[object, ...], scope: Scope) -> str:
    """The condition's own message, where it is known and no secret."""
    if not isinstance(node, tuple):
        return ""
    text, _, secret = unmark(scope.module.settled((*key, "message"), label, node, scope))
    return f": {' '.join(text.split())[:_LONGEST]}" if isinstance(text, str) and not secret else ""
