"""The conf contract: a resource as Checkov's Terraform checks expect it.

Checkov hands its checks what its own parser makes of a block, and they rely on its form:

- An argument is a list of one: ``acl = "private"`` is ``{"acl": ["private"]}``, ``ports = [1, 2]``
  is ``{"ports": [[1, 2]]}``, ``tags = {a = 1}`` is ``{"tags": [{"a": 1}]}``. Within the value of an
  argument nothing is wrapped.
- Nested blocks of a name are a list of mappings, one of them too, whose arguments are wrapped in
  turn: ``{"versioning": [{"enabled": [True]}]}``.
- Names are sorted, ``__end_line__`` and ``__start_line__`` first, ``__address__`` last.
- The texts ``true`` and ``false`` are the values, also within lists and maps.
- A text that holds a JSON object or array is that object or array, as after ``jsonencode``; with
  expressions for what is not known in it.
- What is not known is the expression as text, without ``${}`` where it is all of the text:
  ``var.acl``, ``a-${var.name}``. From such a text a check tells that it cannot answer.
- A policy that is the ``json`` of a ``data.aws_iam_policy_document`` is that expression, though its
  text is known: there are the same checks of the document, which would find all of it twice.
- A ``dynamic`` block is what it becomes; whose ``for_each`` is unknown, one block.
- ``data.aws_x.y`` is named ``aws_x.y``, and a provider or module by its name alone.

A plan, a state and a reader of live resources write null for what is omitted, and most providers
``""`` and ``[]``, as rules of ours have it: all of that is left out. What they do not have at all
is not omitted but not known, as what could not be read is. A check that finds it missing would say
that encryption is, so of each mapping it is said what of it nobody read, see `Entity`.

Source: what Checkov 3.3 gives its checks for the files of tests/oracles/checkov_conf.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from scanner.maybes import SIMPLE
from scanner.model import ABSENT, Extended, Origin, Path, Resource, Unknown, Value
from scanner.packs.checkov.conf.entity import CODE_ONLY, EncodedArray, EncodedObject, Entity
from scanner.packs.checkov.conf.names import name_of, path_of, reported

if TYPE_CHECKING:
    from scanner.terraform.schemas import BlockSchema, NestedBlock

__all__ = ["entity_of", "kind_of", "path_of", "reported", "text_of"]

_MAX_DEPTH: Final = 60
_MAX_JSON: Final = 1_000_000
_WORDS: Final = {"true": True, "false": False}
# trueup's, worked out from others and from the provider's block: nobody writes it.
_OURS: Final = frozenset({"tags_all"})
# The one managed resource of Terraform itself; other such types are names of ours for blocks.
_STORED: Final = "terraform_data"
_DOCUMENT: Final = "data.aws_iam_policy_document."
_NOTHING: Final[tuple[Value, ...]] = ("", [], {})


def kind_of(resource: Resource) -> tuple[str, str] | None:
    """What Checkov would take it for, (kind, type); None where it has no checks of such things."""
    type_ = resource.type
    if type_.startswith("data."):
        return "data", type_[5:]
    if type_ == "terraform_provider":
        return "provider", resource.address.removeprefix("provider.").partition(".")[0]
    if type_ == "terraform_module":
        return "module", "module"
    is_ours = type_.startswith("terraform_") and type_ != _STORED
    if type_ == "dockerfile" or is_ours or not type_[:1].islower():
        return None
    return "resource", type_


def entity_of(resource: Resource, kind: str, type_: str) -> Entity:
    """A resource as a block of Checkov's. kind, type_: as `kind_of` tells."""
    reader = _Reader(resource)
    # Read before the lines are known of: to locate a block may want its values.
    values = reader.block(resource.attributes, (), _schema(resource), ())
    if kind == "resource" and resource.origin is not Origin.CODE:
        reader.unread[()] = (*reader.unread.get((), ()), *sorted(CODE_ONLY))
    source = resource.source
    where = source.extent() if isinstance(source, Extended) else source.locate(())
    conf: dict[str, Value] = {"__end_line__": where.end_line, "__start_line__": where.start_line}
    conf.update(values)
    conf["__address__"] = reported(resource, kind)
    name = name_of(resource, kind)
    encoded = frozenset(reader.encoded)
    return Entity(kind, type_, name, conf, reader.unknown, encoded, unread=reader.unread)


class _Reader:
    """Reads one resource; unknown: what of it is not known, by its top-level name; encoded: the
    top-level names of what holds texts that hold JSON; unread: what nobody read of it, as `Entity`
    has it."""

    def __init__(self, resource: Resource) -> None:
        self.unknown: dict[str, str] = {}
        self.encoded: set[str] = set()
        self.unread: dict[Path, tuple[str, ...]] = {}
        self._references = resource.references
        self._is_block = getattr(resource.source, "is_block", None)
        self._is_code = resource.origin is Origin.CODE
        # What code and plan do not know is an expression, from which a check tells that.
        self._is_written = resource.origin in (Origin.CODE, Origin.PLAN)

    def block(
        self,
        values: Mapping[str, Value],
        path: Path,
        schema: BlockSchema | None,
        place: Path,
        fields: Mapping[str, Any] | None = None,
    ) -> dict[str, Value]:
        """The arguments and blocks within a block. path: where it is in the resource's attributes;
        place: where in the conf. fields: the types of an object's, where it stands for a block."""
        unread: tuple[str, ...] = ()
        if not self._is_code:
            unread = self._unread(values, path, schema, fields or {})
            if unread:
                self.unread[place] = unread
        return {
            name: self._member(values[name], (*path, name), schema, (*place, name), fields)
            for name in sorted(values)
            if values[name] is not None
            and not (name in _OURS and not path)
            and not _is_without_blocks(values[name], schema is not None and name in schema.blocks)
            and (self._is_code or (values[name] not in _NOTHING and name not in unread))
        }

    def _unread(
        self,
        values: Mapping[str, Value],
        path: Path,
        schema: BlockSchema | None,
        fields: Mapping[str, Any],
    ) -> tuple[str, ...]:
        """What of a block is not known to be omitted, though it has no value."""
        found = {name for name in fields if name not in values}
        if schema is not None:
            found.update(name for name in schema.attributes if name not in values)
            found.update(name for name in schema.blocks if name not in values)
            # Of what is only sent there is no trace.
            found.update(
                name
                for name, one in schema.attributes.items()
                if one.write_only and values.get(name) is None
            )
        if not self._is_written:
            for name, value in values.items():
                cause = _cause(value)
                if cause is not None and (isinstance(value, Unknown) or _blocks(value) is None):
                    self._note(cause, (*path, name))
                    found.add(name)
        return tuple(sorted(found))

    def _member(
        self,
        value: Value,
        path: Path,
        schema: BlockSchema | None,
        place: Path,
        fields: Mapping[str, Any] | None,
    ) -> Value:
        blocks = _blocks(value)
        nested = schema.blocks.get(str(path[-1])) if schema is not None else None
        if blocks is not None and self._are_blocks(path, schema, nested):
            inner = nested.block if nested is not None else None
            own = _fields(schema, fields, str(path[-1])) if not self._is_code else None
            found: list[Value] = []
            for index, item in enumerate(blocks):
                content = self._content(item, path)
                if isinstance(content, Mapping):
                    within = (*place, len(found))
                    found.append(self.block(content, (*path, index), inner, within, own))
                elif content is not ABSENT:
                    found.append(self.plain(content, path))
            return found
        return [self.plain(value, path)]

    def _are_blocks(
        self, path: Path, schema: BlockSchema | None, nested: NestedBlock | None
    ) -> bool:
        """Whether a list of mappings was written as blocks; one of the provider's attributes may
        be, too."""
        if nested is not None:
            return True
        if self._is_block is not None and self._is_block((*path, 0)):
            return True
        if not self._is_code and schema is not None:
            # Nothing tells how it was written, and most write blocks.
            return _fields(schema, None, str(path[-1])) is not None
        # Of a type whose schema is not known, a plan or state does not tell.
        return schema is None and self._is_block is None

    def _content(self, item: Value, path: Path) -> Value:
        """A block's content; of one that is not known to be there, what it would be."""
        if isinstance(item, Unknown):
            arms = [arm for arm in item.arms if arm is not ABSENT]
            if len(arms) == 1 and isinstance(arms[0], Mapping):
                self._note(item, path)
                return arms[0]
        return item

    def plain(self, value: Value, path: Path, depth: int = 0) -> Value:
        """The value of an argument, in which nothing is wrapped."""
        if depth == 0 and path in self._references:
            document = _document(self._references[path])
            if document:
                return document
        if isinstance(value, Unknown):
            self._note(value, path)
            if value.structure is not None and depth < _MAX_DEPTH:
                return self._encoded(self.plain(value.structure, path, depth + 1), path)
            text = text_of(value)
            return self._encoded(_parsed(text), path) if any(value.pieces) else text
        if depth > _MAX_DEPTH:
            return "${too deep}"
        if isinstance(value, Mapping):
            return {key: self.plain(item, path, depth + 1) for key, item in value.items()}
        if isinstance(value, list):
            return [self.plain(item, path, depth + 1) for item in value if item is not ABSENT]
        if isinstance(value, str):
            return _WORDS[value] if value in _WORDS else self._encoded(_parsed(value), path)
        return value

    def _encoded(self, value: Value, path: Path) -> Value:
        """What a text holds, told apart where it is JSON."""
        if isinstance(value, (dict, list)):
            self.encoded.add(str(path[0]))
            return EncodedObject(value) if isinstance(value, dict) else EncodedArray(value)
        return value

    def _note(self, value: Unknown, path: Path) -> None:
        self.unknown.setdefault(str(path[0]), value.reason)


def _is_without_blocks(value: Value, are_blocks: bool) -> bool:
    """Whether nothing of the value is written: an empty list of blocks, or what a ``dynamic`` left
    out."""
    if value == []:
        return are_blocks
    return isinstance(value, list) and all(item is ABSENT for item in value)


def _blocks(value: Value) -> list[Value] | None:
    """The items of a list that could be one of blocks."""
    if not isinstance(value, list) or not value:
        return None
    for item in value:
        if isinstance(item, Unknown):
            if not any(isinstance(arm, Mapping) for arm in item.arms):
                return None
        elif item is not ABSENT and not isinstance(item, Mapping):
            return None
    return value


def _cause(value: Value) -> Unknown | None:
    """What of a value is not known."""
    if type(value) in SIMPLE:
        return None
    pending = [value]
    while pending:
        item = pending.pop()
        if isinstance(item, Unknown):
            return item
        if isinstance(item, Mapping):
            pending.extend(item.values())
        elif isinstance(item, list):
            pending.extend(item)
    return None


def _fields(
    schema: BlockSchema | None, fields: Mapping[str, Any] | None, name: str
) -> Mapping[str, Any] | None:
    """The fields of the objects that the provider has a list or set of; None for other types."""
    if schema is not None:
        found = schema.attributes.get(name)
        type_ = found.type if found is not None else None
    else:
        type_ = (fields or {}).get(name)
    match type_:
        case ("list" | "set", ("object", inner, *_)):
            objects: Mapping[str, Any] = inner
            return objects
    return None


def _document(references: tuple[str, ...]) -> str:
    """The expression for a policy document, where a value comes from one and nothing else."""
    if len(references) != 1 or _DOCUMENT not in references[0]:
        return ""
    return f"{_DOCUMENT}{references[0].rpartition(_DOCUMENT)[2]}.json"


def text_of(value: Unknown) -> str:
    """An unknown value as the text that Checkov leaves in its place."""
    reference = value.reference or "var.unknown"
    if any(value.pieces):
        return "".join(f"${{{reference}}}" if one is None else one for one in value.pieces)
    return reference


def _parsed(text: str) -> Value:
    """The object or array that a text holds as JSON, else the text."""
    if text[:20].lstrip()[:1] not in ("{", "[") or len(text) > _MAX_JSON:
        return text
    import orjson

    try:
        return orjson.loads(text)
    except ValueError:
        return text


def _schema(resource: Resource) -> BlockSchema | None:
    from scanner.terraform.schemas import find

    found = find(resource.type)
    return found.block if found is not None else None
