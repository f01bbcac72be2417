"""Terraform's own blocks as resources: settings, backends, providers, variables, outputs, calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from scanner.hcl.tree import INDEX, Block
from scanner.model import Source, Unknown
from scanner.terraform import verify
from scanner.terraform.blocks import BlockReader, grouped, literal_value
from scanner.terraform.code import BlockCode, SourceFile, alias_of
from scanner.terraform.expansion import Key, expand, suffix
from scanner.terraform.module_calls import META as CALL_META
from scanner.terraform.module_calls import ModuleCall
from scanner.terraform.modules import Module
from scanner.terraform.places import CodeSource, LabelledSource
from scanner.terraform.provenance import frame_of
from scanner.terraform.scopes import Scope
from scanner.terraform.values import Value, bare, mark

# Their expressions are conditions and types, not values.
_AS_TEXT = frozenset(
    {"type", "validation", "precondition", "assert", "configuration_aliases", "depends_on"}
    | {"from", "to", "provider"}
)


class Add(Protocol):
    """`emit.Emitter.add`."""

    def __call__(
        self,
        module: Module,
        kind: str,
        address: str,
        names: list[str],
        configured: Callable[[str], Value],
        source: Source,
        *,
        empty: bool = False,
        provider: str = "",
    ) -> None: ...


def emit(module: Module, add: Add) -> None:
    """The settings, backends, providers, variables and outputs of a module instance."""
    if not module.not_instantiated:
        verify.variables(module)
        verify.outputs(module)
        verify.checks(module)
    if module.code.settings:
        _settings(module, _joined(module.code.settings), add)
    for block in module.code.providers:
        _provider(module, block, add)
    # A declaration refers to nothing: all instances of a call have the same, under one address.
    if module.path not in module.run.declared:
        module.run.declared.add(module.path)
        for name, block in module.code.variables.items():
            _whole(module, "terraform_variable", f"var.{name}", block, add)
    for name, block in module.code.outputs.items():
        _whole(module, "terraform_output", f"output.{name}", block, add)
    for block in module.code.checks:
        _whole(module, "terraform_check", ".".join(("check", *block.labels)), block, add)
    for block in module.code.removed:
        _whole(module, "terraform_removed", f"removed.{_text(block, 'from')}", block, add)
    for block in module.code.imports:
        _import(module, block, add)


def _text(block: BlockCode, name: str) -> str:
    found = block.expression(name)
    return "" if found is None else found[1].text[found[0][1] : found[0][2]].strip('"')


def _provider(module: Module, block: BlockCode, add: Add) -> None:
    """A provider configuration; OpenTofu's may have ``for_each``."""
    name = ".".join(filter(None, ["provider", *block.labels[:1], alias_of(block)]))
    if block.expression("for_each") is None:
        _whole(module, "terraform_provider", name, block, add)
        return
    expansion = expand(module, name, block)
    for key, repetition in expansion.instances.items():
        symbolic = expansion.empty or expansion.kind == "unknown"
        whole = name + suffix(expansion.kind, key, symbolic)
        _whole(module, "terraform_provider", whole, block, add, repetition, expansion.empty)


def _import(module: Module, block: BlockCode, add: Add) -> None:
    """An ``import`` block: the address that it is for, and the id."""
    target = block.expression("to")
    if target is None:
        return
    name = f"import.{_text(block, 'to')}"
    expansion = expand(module, name, block)
    for key, repetition in expansion.instances.items():
        scope = Scope(module, target[1], None, repetition)
        to = name.removeprefix("import.")
        if target[0][0] == INDEX:
            # The one part that is no plain text: the key of the instance.
            base = target[0][3]
            index = bare(BlockReader(name).attribute("to", target[0][4], scope, (str(key),)))
            known = isinstance(index, str | int)
            to = target[1].text[base[1] : base[2]]
            to += suffix(
                "count" if type(index) is int else "each", index if known else key, not known
            )
        _whole(
            module, "terraform_import", f"import.{to}", block, add, repetition, expansion.empty, to
        )


def _whole(
    module: Module,
    kind: str,
    name: str,
    block: BlockCode,
    add: Add,
    repetition: Mapping[str, Value] | None = None,
    empty: bool = False,
    target: str | None = None,
) -> None:
    values, reader = _values(module, kind, name, block, repetition, target)
    prefix = module.prefix
    if kind == "terraform_variable":
        prefix = "".join(f"module.{part}." for part in module.path)
    add(
        module,
        kind,
        prefix + name,
        list(values),
        values.__getitem__,
        CodeSource(block, reader.places, frame_of(module)),
        empty=empty,
    )


def _values(
    module: Module,
    kind: str,
    name: str,
    block: BlockCode,
    repetition: Mapping[str, Value] | None,
    target: str | None,
) -> tuple[dict[str, Value], BlockReader]:
    """The attributes and nested blocks of one of Terraform's own blocks, and their places."""
    reader = BlockReader(name)
    values: dict[str, Value] = {}
    for attribute, file in block.attributes.values():
        scope = Scope(module, file, None, repetition) if repetition else module.scope(file)
        label = attribute[0]
        if label == "to" and target is not None:
            values[label] = target
            continue
        if label == "for_each":
            continue
        if label in _AS_TEXT:
            values[label] = literal_value(attribute[3], scope)
        elif kind == "terraform_output" and label == "value":
            values[label] = module.output(block.labels[0])
        else:
            values[label] = reader.attribute(label, attribute[3], scope, ())
    for label, entries in grouped(block.blocks).items() if block.blocks else ():
        if label == "data":
            # Within a check it stands for itself.
            continue
        if label in _AS_TEXT:
            values[label] = [_text_block(b, f, module) for b, f in entries]
            reader.places.update({(label, i): entry for i, entry in enumerate(entries)})
        else:
            values[label] = reader.blocks(label, entries, module.scope(block.file))
    if kind == "terraform_variable" and values.get("sensitive") is True and "default" in values:
        values["default"] = mark(values["default"], (), True)
    return values, reader


def _text_block(block: Block, file: SourceFile, module: Module) -> Value:
    return {a[0]: literal_value(a[3], module.scope(file)) for a in block[5][0]}


def _joined(blocks: list[BlockCode]) -> BlockCode:
    """All ``terraform`` blocks of a module as one."""
    whole = BlockCode(blocks[0].block, blocks[0].file, {}, [])
    for block in blocks:
        whole.attributes.update(block.attributes)
        whole.blocks += block.blocks
    return whole


def _settings(module: Module, block: BlockCode, add: Add) -> None:
    reader = BlockReader("terraform")
    values: dict[str, Value] = {}
    for attribute, file in block.attributes.values():
        values[attribute[0]] = reader.attribute(attribute[0], attribute[3], module.scope(file), ())
    for kind, entries in grouped(block.blocks).items():
        if kind in ("backend", "cloud"):
            for nested, file in entries:
                _backend(module, kind, nested, file, add)
        elif kind == "required_providers":
            values[kind] = [
                _requirements(b, f, module, reader, i) for i, (b, f) in enumerate(entries)
            ]
        else:
            values[kind] = reader.blocks(kind, entries, module.scope(block.file))
    add(
        module,
        "terraform_settings",
        module.prefix + "terraform",
        list(values),
        values.__getitem__,
        CodeSource(block, reader.places),
    )


def _requirements(
    block: Block, file: SourceFile, module: Module, reader: BlockReader, position: int
) -> Value:
    """``required_providers``; ``configuration_aliases`` in it are names, not values."""
    path = ("required_providers", position)
    reader.places[path] = (block, file)
    scope = module.scope(file)
    content: dict[str, Value] = {}
    for name, _, _, node in block[5][0]:
        if node[0] != "{":
            content[name] = reader.attribute(name, node, scope, path)
            continue
        inner: dict[str, Value] = {}
        for key, value in node[3]:
            label = key[3] if key[0] == "k" else file.text[key[1] : key[2]].strip('"')
            inner[label] = (
                literal_value(value, scope)
                if label in _AS_TEXT
                else reader.attribute(f"{name}.{label}", value, scope, path)
            )
        content[name] = inner
    return content


def _backend(module: Module, kind: str, block: Block, file: SourceFile, add: Add) -> None:
    name = block[1][0][0] if kind == "backend" and block[1] else "cloud"
    reader = BlockReader(f"terraform.{kind}")
    scope = module.scope(file)
    values: dict[str, Value] = {"type": name}
    for label, _, _, node in block[5][0]:
        values[label] = reader.attribute(label, node, scope, ())
    for label, entries in grouped([(b, file) for b in block[5][1]]).items():
        values[label] = reader.blocks(label, entries, scope)
    address = "terraform.cloud" if kind == "cloud" else f"terraform.backend.{name}"
    add(
        module,
        "terraform_backend",
        module.prefix + address,
        list(values),
        values.__getitem__,
        LabelledSource(block, file, reader.places),
    )


def emit_call(call: ModuleCall, key: Key, add: Add) -> None:
    """One instance of a module call, with its source, version and inputs."""
    names = [n for n in call.code.attributes if n not in CALL_META or n in ("source", "version")]
    verify.call(call, (name for name in names if name not in CALL_META))
    reader = BlockReader(f"module.{call.name}")

    def configured(name: str) -> Value:
        if name not in CALL_META:
            return call.argument(key, name)
        attribute, file = call.code.attributes[name]
        value = reader.attribute(name, attribute[3], call.module.scope(file), ())
        return value if value is not None else Unknown(f"the {name} is null")

    add(
        call.module,
        "terraform_module",
        call.instance_address(key),
        names,
        configured,
        CodeSource(call.code),
        empty=call.expansion().empty,
    )
