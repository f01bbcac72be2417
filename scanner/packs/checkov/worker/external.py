"""The user's own checks: folders of Python files that register themselves as Checkov's do, and of
policies in YAML and JSON, which `graph` knows.

Loaded as Checkov's ``--external-checks-dir`` loads them (`BaseCheckRegistry.load_external_checks`
of Checkov 3.3): every Python file of a folder that has an ``__init__.py``, and of the folders below
it, runs under its bare name, with its folder on the way that imports are looked for. Of two checks
with one id and one type the first counts, and Checkov's own before any other, whichever is imported
first.

They run where Checkov's own run, with what is refused there refused to them, too. Nothing is
written beside them.
"""

from __future__ import annotations

import ast
import importlib
import importlib.util
import json
import os
import re
import sys
import traceback
from collections.abc import Iterator, Sequence
from typing import Any

from .families import Described, family, kinds, words_in, words_of
from .refusals import REFUSALS, RefusedError

_TERRAFORM = "checkov.terraform.checks"
_REGISTRIES = (
    (f"{_TERRAFORM}.resource.registry", "resource_registry", "resource", ""),
    (f"{_TERRAFORM}.data.registry", "data_registry", "data", ""),
    (f"{_TERRAFORM}.provider.registry", "provider_registry", "provider", ""),
    (f"{_TERRAFORM}.module.registry", "module_registry", "module", ""),
    ("checkov.kubernetes.checks.resource.registry", "registry", "kubernetes", ""),
    # A Dockerfile and a workflow are judged as a whole.
    ("checkov.dockerfile.registry", "registry", "dockerfile", "dockerfile"),
    ("checkov.github_actions.checks.registry", "registry", "workflow", "github_workflow"),
)
# Checkov's packages of frameworks.
_JUDGED = frozenset({"terraform", "kubernetes", "dockerfile", "github_actions"})
_OTHERS = frozenset(
    {
        "ansible", "argo_workflows", "arm", "azure_pipelines", "bicep", "bitbucket",
        "bitbucket_pipelines", "circleci_pipelines", "cloudformation", "github", "gitlab",
        "gitlab_ci", "helm", "json_doc", "kustomize", "openapi", "serverless", "yaml_doc",
    }
)  # fmt: skip

_MOST_BYTES = 4 << 20
_PARTS = ("metadata", "definition")
_SYNTAX = (
    "JSONDecodeError", "ParserError", "ScannerError", "ComposerError", "ConstructorError",
    "ReaderError", "UnicodeDecodeError",
)  # fmt: skip

Problem = list[Any]
"""[what, path, line, detail]:

    import    a file that does not load; the exception's name, and the module that is missing or
              what was refused
    refused   a file that loads, having done without what was refused; what was
    unlisted  a file with no ``__init__.py`` beside it
    again     there is a check of that id already; the id or "", and the type or ""
    nobody    nothing that is judged here; the check or the file's name, and the framework
    graph     it looks at Checkov's own graph; the check
    policy    a policy that lacks something; the error
    unlike    no policy at all; the error
"""


class External:
    """The checks of some folders. registered: (registry, check, file), in their order."""

    def __init__(self, directories: Sequence[str]) -> None:
        self.directories = tuple(directories)
        self.registered: list[tuple[Any, Any, str]] = []
        self.problems: list[Problem] = []
        self._written: list[Described] = []
        self._known: set[int] = set()
        self._names: set[str] = set()
        self._file = ""
        self._loaded = False

    def load(self) -> None:
        """Load them, once. Checkov's modules may be imported before or after."""
        if self._loaded or not self.directories:
            return
        self._loaded = True
        self._watch()
        modules, path = dict(sys.modules), list(sys.path)
        sys.dont_write_bytecode = True
        for directory in self.directories:
            for file in self._files(directory):
                self._run(file)
        # A file of theirs may be called as a module of Python's, and what Checkov imports later is
        # meant to be Python's.
        for name in self._names & sys.stdlib_module_names:
            sys.modules.pop(name, None)
        sys.modules.update(modules)
        added = [one for one in sys.path if one not in path]
        sys.path[:] = [*path, *added]
        for directory in self.directories:
            self._read(directory)

    def _read(self, directory: str) -> None:
        """The policies of a directory that are no programs."""
        found, failed = family("graph").load_checks_from(directory)
        self._written += found
        known = {one.path for one in family("graph").added()}
        for path, error in failed.items():
            if error == "DuplicateId":
                # One of a directory that was named twice is itself.
                if path not in known:
                    self.problems.append(["again", path, 0, ["", ""]])
            elif error in _SYNTAX:
                self.problems.append(["import", path, _line_in(path), [error, ""]])
            else:
                # Manifests and settings may lie beside policies.
                what = "policy" if _is_meant(path) else "unlike"
                self.problems.append([what, path, 0, [error]])

    def _files(self, directory: str) -> Iterator[str]:
        for folder, below, files in os.walk(directory):
            below.sort()
            sys.path.insert(1, folder)
            found = [
                os.path.join(folder, name)
                for name in sorted(files)
                if name.endswith(".py") and not name.startswith("__")
            ]
            if "__init__.py" in files:
                yield from found
            else:
                self.problems += [["unlisted", path, 0, []] for path in found]

    def _run(self, path: str) -> None:
        name = os.path.basename(path).removesuffix(".py")
        spec = importlib.util.spec_from_file_location(name, path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        self._names.add(name)
        self._file = path
        REFUSALS.tried.clear()
        try:
            spec.loader.exec_module(module)
        # Who calls sys.exit() means to end Checkov, and ends nothing here.
        except (Exception, SystemExit) as error:  # noqa: BLE001 - reported; the other files count
            self.problems.append(_failure(error, path))
            return
        if REFUSALS.tried:
            self.problems.append(["refused", path, 0, [REFUSALS.tried[0]]])

    def _watch(self) -> None:
        """Have registries tell what is registered by whom."""
        module: Any = importlib.import_module("checkov.common.checks.base_check_registry")
        register = module.BaseCheckRegistry.register

        def watched(registry: Any, check: Any) -> None:
            if _is_checkovs(sys._getframe(1)):
                self._give_way(registry, check)
            else:
                self._note(registry, check)
            register(registry, check)

        module.BaseCheckRegistry.register = watched

    def _give_way(self, registry: Any, check: Any) -> None:
        for type_ in check.supported_entities:
            for checks in (registry.checks, registry.wildcard_checks):
                if type_ in checks:
                    checks[type_][:] = [
                        one
                        for one in checks[type_]
                        if one.id != check.id or id(one) not in self._known
                    ]

    def _note(self, registry: Any, check: Any) -> None:
        if not isinstance(check.id, str):
            raise TypeError("the id of a check is no text")
        self._known.add(id(check))
        self.registered.append((registry, check, self._file))

    def index(self) -> dict[str, Any]:
        """What checks they are, and what is the matter with the others.

        ids: ``kind/type``, the type a pattern maybe, -> the ids of the checks of it. checks: id ->
        name, category, guideline, words, as `index.build` has them, file, and Checkov's severity
        in capitals or "". problems: a `Problem` each.
        """
        self.load()
        known = _registries()
        ids: dict[str, list[str]] = {}
        checks: dict[str, list[Any]] = {}
        problems = list(self.problems)
        for registry, check, file in self.registered:
            if id(registry) not in known:
                framework = str(getattr(registry, "report_type", ""))
                problems.append(["nobody", file, 0, [check.id, framework]])
                continue
            words = self._words(check, file)
            if words is None:
                problems.append(["graph", file, 0, [check.id]])
                continue
            kind, whole = known[id(registry)]
            for type_ in [whole] if whole else check.supported_entities:
                here = ids.setdefault(f"{kind}/{type_}", [])
                if check.id not in here:
                    here.append(check.id)
                    about = [str(check.name), _category(check), str(check.guideline or "")]
                    checks.setdefault(check.id, [*about, sorted(words), file, _severity(check)])
                elif checks[check.id][4] != file:
                    problems.append(["again", file, 0, [check.id, str(type_)]])
        graphs = self._graphs(ids, checks, problems)
        for about in checks.values():
            about[4] = _text(about[4])
        problems = [[what, _text(path), line, about] for what, path, line, about in problems]
        return {"ids": ids, "checks": checks, "graphs": graphs, "problems": problems}

    def _graphs(
        self, ids: dict[str, list[str]], checks: dict[str, list[Any]], problems: list[Problem]
    ) -> dict[str, dict[str, Any]]:
        """The policies that are no programs, by framework, as `index.build` has them; they are
        added to what is known of checks."""
        sources = {one.id: one for one in family("graph").added()}
        graphs: dict[str, dict[str, Any]] = {}
        for one in self._written:
            source = sources[one.id]
            if checks.get(one.id, [source.path] * 5)[4] != source.path:
                problems.append(["again", source.path, 0, [one.id, ""]])
                continue
            about = [one.name, one.category, one.guideline, sorted(one.words)]
            checks[one.id] = [*about, source.path, _severity(source.check)]
            ids.setdefault(one.place, []).append(one.id)
            graph = graphs.setdefault(one.graph, {"sees": {}, "modules": {}})
            graph["sees"][one.id] = one.sees
        return graphs

    def _words(self, check: Any, file: str) -> set[str] | None:
        """As `words_in`, with those of the user's files."""
        found = words_in(check, "checkov", {})
        files = {file}
        for class_ in type(check).__mro__:
            path = getattr(sys.modules.get(class_.__module__), "__file__", None) or ""
            if path.startswith(tuple(os.path.join(one, "") for one in self.directories)):
                files.add(path)
        for path in files:
            more = words_of(path)
            if more is None or found is None:
                return None
            found |= more
        return found


def _text(path: str) -> str:
    """A path as a text that can be sent, whatever bytes it is made of."""
    return os.fsencode(path).decode("utf-8", "replace")


def _registries() -> dict[int, tuple[str, str]]:
    """By the identity of each registry whose checks some family judges: their kind, and the type
    that all of them are about, or "" where that is what each names."""
    judged = set(kinds())
    found: dict[int, tuple[str, str]] = {}
    for module, name, kind, whole in _REGISTRIES:
        # One that nobody imported has no check of the user's.
        if kind in judged and module in sys.modules:
            found[id(getattr(sys.modules[module], name))] = kind, whole
    return found


def _is_meant(path: str) -> bool:
    """Whether a file that is no policy looks like one: it has a part that only they have."""
    with open(path, encoding="utf-8", errors="replace") as file:
        text = file.read(_MOST_BYTES)
    return all(re.search(rf"^[{{\s\"']*{name}[\"']?\s*:", text, re.M) for name in _PARTS)


def _line_in(path: str) -> int:
    """The line of a file at which it is no YAML or JSON; 0 where that is not told."""
    with open(path, encoding="utf-8", errors="replace") as file:
        text = file.read(_MOST_BYTES)
    try:
        if path.endswith(".json"):
            json.loads(text)
        else:
            importlib.import_module("yaml").safe_load(text)
    except json.JSONDecodeError as error:
        return error.lineno
    except Exception as error:  # noqa: BLE001 - its kind was told, and this is where it was
        mark = getattr(error, "problem_mark", None)
        return mark.line + 1 if mark is not None else 0
    return 0


def _category(check: Any) -> str:
    """The first of a check's categories: one of Checkov's, or a text."""
    categories = check.categories
    if isinstance(categories, str) or not hasattr(categories, "__iter__"):
        categories = [categories]
    return next((str(getattr(one, "name", one)) for one in categories), "")


def _severity(check: Any) -> str:
    """As Checkov names it, be it a text or Checkov's `Severity`."""
    return str(getattr(check, "severity", None) or "").upper()


def _failure(error: BaseException, path: str) -> Problem:
    """Why a file does not load."""
    framework = _other_framework(path) if isinstance(error, ImportError) else ""
    if framework:
        return ["nobody", path, 0, [os.path.basename(path), framework]]
    line = _line(error, path)
    if REFUSALS.tried:
        return ["import", path, line, [RefusedError.__name__, REFUSALS.tried[0]]]
    missing = getattr(error, "name", None)
    about = [type(error).__name__, missing if isinstance(missing, str) else ""]
    return ["import", path, line, about]


def _other_framework(path: str) -> str:
    """The framework that all of a file is about, where nothing of it is judged here; else "".

    What such a framework imports need not be installed.
    """
    try:
        with open(path, encoding="utf-8") as file:
            tree = ast.parse(file.read())
    except (OSError, SyntaxError, ValueError):
        return ""
    imported: set[str] = set()
    for node in ast.walk(tree):
        modules: list[str] = []
        if isinstance(node, ast.ImportFrom):
            modules = [node.module or ""]
        elif isinstance(node, ast.Import):
            modules = [one.name for one in node.names]
        imported |= {one.split(".")[1] for one in modules if one.startswith("checkov.")}
    others = sorted(imported & _OTHERS)
    return others[0] if others and not imported & _JUDGED else ""


def _is_checkovs(frame: Any) -> bool:
    """Whether the module that is being imported in a frame or around it is one of Checkov's."""
    while frame is not None and frame.f_code.co_name != "<module>":
        frame = frame.f_back
    return frame is not None and str(frame.f_globals.get("__name__")).startswith("checkov.")


def _line(error: BaseException, path: str) -> int:
    """The line of a file that an exception came from, or that cannot be read; 0 for none."""
    if isinstance(error, SyntaxError) and error.filename == path:
        return error.lineno or 0
    frames = traceback.extract_tb(error.__traceback__)
    return next((one.lineno or 0 for one in reversed(frames) if one.filename == path), 0)
