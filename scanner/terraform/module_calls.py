"""Module calls: where the code of the module is, and its instances."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from scanner.model import Call, Unknown
from scanner.terraform.code import ModuleCode, join_path, literal_text
from scanner.terraform.expansion import Expansion, Key, expand, suffix
from scanner.terraform.modules import Module, missing
from scanner.terraform.resources import whole_value
from scanner.terraform.run import MAX_MODULES
from scanner.terraform.scopes import Scope
from scanner.terraform.values import Failure, Opaque, Value, bare

if TYPE_CHECKING:
    from scanner.terraform.code import BlockCode, SourceFile

META = frozenset({"source", "version", "count", "for_each", "depends_on", "providers"})
MAX_NESTING = 40


class ModuleCall:
    """A ``module`` block of one module instance."""

    def __init__(self, module: Module, name: str, code: BlockCode) -> None:
        self.module = module
        self.name = name
        self.code = code
        self.address = f"{module.prefix}module.{name}"
        # Once per block: without the keys of the instances above.
        self.label = "".join(f"module.{part}." for part in module.path) + f"module.{name}"
        self._expansion: Expansion | None = None
        self._instances: dict[Key, Module | None] = {}
        self._source: ModuleCode | None = None
        self._sought = False
        self._value: Value = None

    def expansion(self) -> Expansion:
        """Its count or for_each."""
        if self._expansion is None:
            found = expand(self.module, f"module.{self.name}", self.code)
            self._expansion = self._expansion or found
        return self._expansion

    def instance_address(self, key: Key) -> str:
        """The address of the instance with this key."""
        expansion = self.expansion()
        symbolic = expansion.empty or expansion.kind == "unknown"
        return self.address + suffix(expansion.kind, key, symbolic)

    def instance(self, key: Key) -> Module | None:
        """The module instance with this key; None when its code is not there."""
        if key not in self._instances:
            self._instances[key] = self._instance(key)
        return self._instances[key]

    def _instance(self, key: Key) -> Module | None:
        source = self.source()
        if source is None or not self._room():
            return None
        expansion = self.expansion()
        address = self.instance_address(key)
        return Module(
            self.module.run,
            source,
            address,
            parent=self.module,
            inputs=partial(self._input, key),
            calls=(*self.module.calls, Call(address, self.code.header())),
            path=(*self.module.path, self.name),
            key=key,
            not_instantiated=self.module.not_instantiated or expansion.empty,
            existence=self._existence(),
        )

    def _existence(self) -> tuple[Unknown, ...]:
        cause = self.expansion().cause
        above = self.module.existence
        return above if cause is None or self.expansion().empty else (*above, cause)

    def _room(self) -> bool:
        """Whether the root may have one more module instance; reported the first time not."""
        run = self.module.run
        run.modules += 1
        if run.modules == MAX_MODULES + 1:
            run.error(
                "limit-modules",
                f"{self.label}: the root has more than {MAX_MODULES:,} module instances; "
                "the result is incomplete",
                self.code.file.display,
                self.code.file.line(self.code.block[2]),
            )
        return run.modules <= MAX_MODULES

    def scope(self, key: Key, file: SourceFile) -> Scope:
        """Where the arguments for this instance stand."""
        repetition: Mapping[str, Value] = self.expansion().instances[key]
        return Scope(self.module, file, None, repetition)

    def _input(self, key: Key, name: str) -> Value:
        found = self.code.attributes.get(name)
        return missing() if found is None else self.argument(key, name)

    def argument(self, key: Key, name: str) -> Value:
        """The value that the call gives for a variable."""
        attribute, file = self.code.attributes[name]
        return self.module.settled(
            ("argument", self.name, key, name),
            f"module.{self.name}.{name}",
            attribute[3],
            self.scope(key, file),
        )

    def value(self) -> Value:
        """What a reference to this call gives."""
        if self._value is None:
            expansion = self.expansion()
            values = {k: self._outputs(k) for k in expansion.instances}
            self._value = whole_value(expansion, values, f"{self.address}[*]")
        return self._value

    def _outputs(self, key: Key) -> Value:
        module = self.instance(key)
        whole = Unknown(self._why(module), f"module.{self.name}")
        contents = None if module is None else partial(_all_outputs, module)
        return Opaque(partial(self._output, module), whole, contents=contents)

    def _why(self, module: Module | None) -> str:
        if module is None:
            return f"module.{self.name} is not installed"
        return f"module.{self.name} is known output by output"

    def _output(self, module: Module | None, name: str | int) -> Value:
        if type(name) is int:
            raise Failure(f"{self.address} has no count")
        if module is not None:
            return module.output(str(name))
        return self.module.memo(
            ("uninstalled", self.name, name),
            lambda: Unknown(self._why(None), f"module.{self.name}.{name}"),
        )

    def source(self) -> ModuleCode | None:
        """The code that is called; None (and a diagnostic) when it cannot be had."""
        if not self._sought:
            self._sought = True
            self._source = self._find()
        return self._source

    def _find(self) -> ModuleCode | None:
        run = self.module.run
        place = (self.code.file.display, self.code.file.line(self.code.block[2]))
        text = literal_text(self.code, "source") or self._computed_source()
        if text is None:
            run.note(
                "module-not-installed",
                f"{self.label}: the source is not known; what the module declares is unknown",
                *place,
            )
            return None
        if text.startswith(("./", "../", ".\\", "..\\")) or text in (".", ".."):
            folder = join_path(self.module.code.folder, text.replace("\\", "/"))
        else:
            installed = run.library.installed(
                self.module.root_folder,
                (*self.module.path, self.name),
                (text, literal_text(self.code, "version") or ""),
            )
            if installed is None:
                run.note(
                    "module-not-installed",
                    f"{self.label} ({text}) is not installed; run terraform init to scan it",
                    *place,
                )
                return None
            folder = installed
        return self._load(folder, text, place)

    def _computed_source(self) -> str | None:
        """The source where it is an expression, which OpenTofu evaluates early."""
        found = self.code.expression("source")
        if found is None:
            return None
        scope = self.module.scope(found[1])
        name = f"module.{self.name}.source"
        value = bare(self.module.settled(("source", self.name), name, found[0], scope))
        return value if isinstance(value, str) else None

    def _load(self, folder: str, text: str, place: tuple[str, int]) -> ModuleCode | None:
        run = self.module.run
        above: Module | None = self.module
        depth = 0
        while above is not None:
            if above.code.folder == folder or depth > MAX_NESTING:
                run.error(
                    "module-recursion",
                    f"{self.label}: the module {text} calls itself; remove the call",
                    *place,
                )
                return None
            above, depth = above.parent, depth + 1
        if not run.files.inside(folder):
            run.error(
                "outside-tree",
                f"{self.label}: {text} lies outside of the scanned tree and is not read; "
                "scan from a folder above both",
                *place,
            )
            return None
        code = run.library.code(folder)
        if code is None:
            run.error(
                "module-missing",
                f"{self.label}: there is no Terraform code in {text}; correct the source",
                *place,
            )
        return code


def _all_outputs(module: Module) -> dict[str, Value]:
    return {name: module.output(name) for name in module.code.outputs}
