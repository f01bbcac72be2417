"""Module instances to resources: everything that rules may judge in one root."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from scanner.hcl.tree import INDEX
from scanner.model import Origin, Path, Resource, Source, Unknown
from scanner.terraform import own_blocks, verify
from scanner.terraform.expansion import Key, suffix
from scanner.terraform.modules import Module
from scanner.terraform.places import CodeSource
from scanner.terraform.plain import Plain
from scanner.terraform.provenance import frame_of
from scanner.terraform.providers import provider_name, root_name
from scanner.terraform.resources import Instance, ResourceNode
from scanner.terraform.run import MAX_RESOURCES
from scanner.terraform.values import LimitHit, Value, bare

if TYPE_CHECKING:
    from scanner.terraform.code import BlockCode
    from scanner.terraform.module_calls import ModuleCall


class Emitter:
    """Collects the resources of one root.

    What expands to nothing in every module instance is judged once, as it would be: which those
    are is known only at the end.

    exact: numbers with a fraction stay `decimal.Decimal`.
    """

    def __init__(self, scope: str, environment: str = "", *, exact: bool = False) -> None:
        self._exact = exact
        self.resources: list[Resource] = []
        self._scope = scope
        self._environment = environment
        self._plain: dict[int, tuple[Unknown, Unknown]] = {}
        self._met: set[object] = set()
        self._empty_resources: dict[object, ResourceNode] = {}
        self._empty_calls: dict[object, ModuleCall] = {}
        self._full = False

    def root(self, module: Module) -> None:
        """Emit a root module and everything that it calls."""
        pending = [module]
        while pending:
            self._modules(pending)
            pending = self._empty()

    def _modules(self, pending: list[Module]) -> None:
        while pending and not self._full:
            module = pending.pop()
            children = self._module(module)
            pending.extend(reversed(children))

    def _module(self, module: Module) -> list[Module]:
        self._met.add(("folder", module.code.folder))
        own_blocks.emit(module, self.add)
        for key in module.code.resources:
            node = module.resource(*key)
            if node is not None:
                self._resource(node)
        for _, block in module.code.duplicates:
            self._duplicate(module, block)
        children: list[Module] = []
        for name in module.code.calls:
            call = module.call(name)
            expansion = call.expansion()
            if expansion.empty:
                source = call.source()
                if source is not None:
                    self._empty_calls.setdefault(source.folder, call)
                continue
            for instance in expansion.instances:
                own_blocks.emit_call(call, instance, self.add)
                child = call.instance(instance)
                if child is not None:
                    children.append(child)
        return children

    def _duplicate(self, module: Module, block: BlockCode) -> None:
        kind = block.block[0]
        if kind in ("resource", "data", "ephemeral"):
            mode = "managed" if kind == "resource" else kind
            self._resource(ResourceNode(module, mode, block.labels[0], block.labels[1], block))

    def _resource(self, node: ResourceNode) -> None:
        expansion = node.expansion()
        identity = (node.code.file.path, node.code.block[2])
        if expansion.empty:
            self._empty_resources.setdefault(identity, node)
            return
        self._met.add(identity)
        for key in expansion.instances:
            if self._full:
                return
            self.instance(node, key)

    def _empty(self) -> list[Module]:
        """What was never instantiated: resources are emitted, modules returned to go through."""
        for identity, node in self._empty_resources.items():
            if identity not in self._met:
                self._met.add(identity)
                self.instance(node, next(iter(node.expansion().instances)), True)
        self._empty_resources.clear()
        modules = []
        for folder, call in self._empty_calls.items():
            if ("folder", folder) in self._met:
                continue
            key = next(iter(call.expansion().instances))
            own_blocks.emit_call(call, key, self.add)
            module = call.instance(key)
            if module is not None:
                self._met.add(("folder", folder))
                modules.append(module)
        self._empty_calls.clear()
        return modules

    def instance(self, node: ResourceNode, key: Key, empty: bool = False) -> None:
        """Emit one instance of a resource. empty: there is none; this one stands for it."""
        instance = node.instance(key)
        if not empty and not node.module.not_instantiated and not instance.reader.symbolic:
            verify.instance(instance)
        kind = node.type if node.mode == "managed" else f"{node.mode}.{node.type}"
        self.add(
            node.module,
            kind,
            instance.address,
            [*instance.names(), *instance.added()],
            instance.argument,
            CodeSource(node.code, instance.reader.places, frame_of(node.module), key),
            empty=empty,
            cause=node.expansion().cause,
            provider=_provider(instance),
            id_=_recorded_id(instance),
            computed=None if node.schema is None else node.schema.block.is_computed,
        )
        if node.module.run.ephemerals:
            verify.short_lived(instance, instance.names())

    def add(
        self,
        module: Module,
        kind: str,
        address: str,
        names: list[str],
        configured: Callable[[str], Value],
        source: Source,
        *,
        empty: bool = False,
        cause: Unknown | None = None,
        provider: str = "",
        id_: str | None = None,
        computed: Callable[[Path], bool] | None = None,
    ) -> None:
        """Emit one resource. configured: the value of each of `names`. cause: its count or
        for_each where that is unknown."""
        if not self._room(module, address):
            return
        plain = Plain(self._plain, exact=self._exact)
        attributes: dict[str, Value] = {}
        for name in names:
            try:
                module.run.spend(1)
                attributes[name] = plain.value(configured(name), (name,))
            except LimitHit as limit:
                place = source.locate((name,))
                module.run.limit(limit, f"{address}.{name}", place.path, place.start_line)
                attributes[name] = Unknown(str(limit), f"{address}.{name}")
        module.run.work += plain.parts // 2
        absent = empty or module.not_instantiated
        self.resources.append(
            Resource(
                kind,
                address,
                attributes,
                Origin.CODE,
                source,
                self._scope,
                calls=module.calls,
                id=id_,
                references=plain.references,
                sensitive=frozenset(plain.sensitive),
                not_instantiated=absent,
                existence=() if absent else self._existence(module, cause),
                provider=provider,
                moved_from=module.run.moves.earlier(address),
                computed=computed,
                environment=self._environment,
            )
        )

    def _room(self, module: Module, address: str) -> bool:
        """Whether one more resource may be emitted; what a root has beyond is reported once."""
        if len(self.resources) < MAX_RESOURCES:
            return True
        if not self._full:
            self._full = True
            message = (
                f"this root has more than {MAX_RESOURCES:,} resources; from {address} on "
                "they are not judged"
            )
            module.run.error("limit-resources", message, module.code.files[0].display)
        return False

    def _existence(self, module: Module, cause: Unknown | None) -> tuple[Unknown, ...]:
        causes = module.existence if cause is None else (*module.existence, cause)
        found = []
        for size in causes:
            try:
                found.append(Plain(self._plain).value(size, ()))
            except LimitHit as limit:
                found.append(Unknown(str(limit), size.reference))
        return tuple(found)


def _provider(instance: Instance) -> str:
    node = instance.node
    found = node.code.expression("provider")
    if found is None or found[0][0] != INDEX:
        name = provider_name(node)
        module = node.module
        return str(module.memo(("root provider", name), lambda: root_name(module, name)))
    # OpenTofu: one of the configurations that a provider's for_each makes.
    written, file = found
    scope = instance.scope(file)
    key = bare(node.module.settled(("provider", instance.address), "provider", written[4], scope))
    of = written[3]
    return file.text[of[1] : of[2]] + suffix("each", str(key), not isinstance(key, str))


def _recorded_id(instance: Instance) -> str | None:
    if instance.module.run.options.recorded is None:
        return None
    found = instance.recorded_value("id")
    return found if isinstance(found, str) else None
