"""Kustomize overlays: built with the origin of each object, located in the manifest it is from."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from scanner.load.kubernetes import YamlSource, identity_of, ignore_comments, objects_of
from scanner.load.render.programs import RenderError, run
from scanner.load.source import TextFile, read_text
from scanner.load.yaml_positions import parse_yaml
from scanner.model import (
    Comment,
    Diagnostic,
    DiagnosticLevel,
    Loaded,
    Location,
    Path,
    Resource,
    Source,
)
from scanner.project import Project

NAMES: Final = ("kustomization.yaml", "kustomization.yml", "Kustomization")
_ORIGIN: Final = "config.kubernetes.io/origin"
_FOLDERS: Final = ("resources", "bases", "components")
_RUNS: Final = ("helmCharts", "helmChartInflationGenerator", "generators", "transformers",
                "validators")  # fmt: skip
# Of these kustomize fetches from the network or has git clone them, whatever lies in the tree under
# such a name: a scheme, HOST:PATH, USER@HOST, a known host, the name of a repository, a query.
_REMOTE_BASE: Final = re.compile(
    r"^[^/]*[:@]|://|^(?:www\.)?github\.com|\.git(?:$|[/?])|_git/|\?", re.I
)
_REMOTE_FILE: Final = re.compile(r"(?:^|=)[\s\"']*https?:", re.I)


@dataclass(frozen=True, slots=True)
class Kustomization:
    """One kustomization. bases: folders that it is built on. files: the manifests and patches that
    it uses. refusal: why it must not be built."""

    path: str
    folder: str
    bases: tuple[str, ...]
    files: frozenset[str]
    refusal: str
    is_component: bool = False

    def closure(self, found: Mapping[str, Kustomization]) -> list[Kustomization]:
        """It and all that it is built on."""
        reached: dict[str, Kustomization] = {}
        pending = [self]
        while pending:
            one = pending.pop()
            if one.folder not in reached:
                reached[one.folder] = one
                pending += [found[base] for base in one.bases if base in found]
        return list(reached.values())


def read_kustomizations(
    paths: Sequence[str], project: Project, boundary: str
) -> dict[str, Kustomization]:
    """The kustomizations of files (absolute), by folder, with the bases that these lead to."""
    found: dict[str, Kustomization] = {}
    pending = list(paths)
    while pending:
        path = pending.pop()
        folder = os.path.dirname(path)
        if folder in found:
            continue
        one = found[folder] = _read(path, project, boundary)
        for base in one.bases:
            names = (os.path.join(base, name) for name in NAMES)
            pending += [name for name in names if os.path.isfile(name)]
    return dict(sorted(found.items()))


def _read(path: str, project: Project, boundary: str) -> Kustomization:
    folder = os.path.dirname(path)
    text = read_text(path, project)
    parsed = parse_yaml(text.text) if isinstance(text, TextFile) else None
    value = parsed.documents[0].value if parsed and parsed.documents else None
    if not isinstance(value, dict):
        return Kustomization(path, folder, (), frozenset(), "it cannot be read")
    refusal = _refusal(value)
    bases: list[str] = []
    files: set[str] = set()
    for key in _FOLDERS:
        for entry in _texts(value, key):
            target = os.path.normpath(os.path.join(folder, entry))
            if _REMOTE_BASE.search(entry) or not os.path.exists(target):
                refusal = refusal or f"{entry} is not in this repository; remote bases are not read"
            elif not _is_inside(target, boundary):
                refusal = refusal or f"{entry} lies outside of the scanned tree"
            elif os.path.isdir(target):
                bases.append(target)
            else:
                files.add(target)
    for entry in _patches(value):
        files.add(os.path.normpath(os.path.join(folder, entry)))
    component = value.get("kind") == "Component"
    return Kustomization(path, folder, tuple(bases), frozenset(files), refusal, component)


def _refusal(value: Mapping[str, Any]) -> str:
    """Why it must not be built: it runs programs, or has a file fetched from the network."""
    for key in _RUNS:
        if any(_all(value, key)):
            return f"{key} runs programs or fetches charts"
    for entry in (*_patches(value), *_other_files(value)):
        if _REMOTE_FILE.search(entry):
            return f"{entry} is not in this repository; nothing is fetched"
    return ""


def _all(value: Any, key: str) -> Iterator[Any]:
    """What a mapping has under a key; in whatever case, as kustomize takes it."""
    if isinstance(value, dict):
        folded = key.casefold()
        yield from (v for k, v in value.items() if str(k).casefold() == folded)


def _entries(value: Any, key: str) -> Iterator[Any]:
    for found in _all(value, key):
        yield from found if isinstance(found, list) else (found,)


def _texts(value: Any, key: str) -> Iterator[str]:
    yield from (one for one in _entries(value, key) if isinstance(one, str))


def _patches(value: Mapping[str, Any]) -> Iterator[str]:
    yield from (one for one in _texts(value, "patchesStrategicMerge") if "\n" not in one)
    for key in ("patches", "patchesJson6902", "replacements"):
        for entry in _entries(value, key):
            yield from _texts(entry, "path")


def _other_files(value: Mapping[str, Any]) -> Iterator[str]:
    """What else kustomize loads: a URL would do everywhere."""
    for key in ("crds", "configurations"):
        yield from _texts(value, key)
    for entry in _entries(value, "openapi"):
        yield from _texts(entry, "path")
    for key in ("configMapGenerator", "secretGenerator"):
        for entry in _entries(value, key):
            for inner in ("files", "envs", "env"):
                yield from _texts(entry, inner)


def _is_inside(path: str, boundary: str) -> bool:
    real, root = os.path.realpath(path), os.path.realpath(boundary)
    return os.path.commonpath([real, root]) == root


def render_overlay(
    overlay: Kustomization, found: Mapping[str, Kustomization], program: str, project: Project
) -> Loaded:
    """The objects of an overlay."""
    display = project.display(overlay.path)
    for one in overlay.closure(found):
        if one.refusal:
            where = project.display(one.path)
            message = f"this kustomization is not rendered: {one.refusal}"
            return _failed("render-refused", message, where)
    # The origin of each object is told only on request, and the request is a kustomization.
    with tempfile.TemporaryDirectory() as scratch:
        scratch = os.path.realpath(scratch)
        relative = os.path.relpath(os.path.realpath(overlay.folder), scratch)
        with open(os.path.join(scratch, NAMES[0]), "w", encoding="utf-8") as file:
            file.write(f"resources:\n- {_quoted(relative)}\nbuildMetadata: [originAnnotations]\n")
        is_kubectl = os.path.basename(program).startswith("kubectl")
        try:
            text = run([program, "kustomize" if is_kubectl else "build", "."], scratch)
        except RenderError as problem:
            return _failed("render-failed", f"kustomize cannot build it: {problem}", display)
        return _objects(text, overlay, scratch, project)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _failed(code: str, message: str, path: str) -> Loaded:
    return Loaded(diagnostics=(Diagnostic(DiagnosticLevel.ERROR, code, message, path),))


def _objects(text: str, overlay: Kustomization, scratch: str, project: Project) -> Loaded:
    resources: list[Resource] = []
    files: dict[str, _Manifest | None] = {}
    for document in parse_yaml(text).documents:
        value = document.value
        origin = _taken_origin(value)
        path = os.path.normpath(os.path.join(scratch, origin)) if origin else overlay.path
        if path not in files:
            files[path] = _Manifest.read(path, project)
        manifest = files[path]

        def source(item: Mapping[str, Any], manifest: _Manifest | None = manifest) -> Source:
            written = manifest.find(item) if manifest else None
            return written or _FileSource(project.display(overlay.path))

        resources += objects_of(value, source, project.scope(overlay.folder))
    read = [manifest for manifest in files.values() if manifest]
    comments = tuple(comment for manifest in read for comment in manifest.comments)
    return Loaded(tuple(resources), (), tuple(dict.fromkeys(m.file.path for m in read)), comments)


def _taken_origin(value: Any) -> str:
    """The path that the origin annotation names; the annotation, which nobody wrote, is removed."""
    metadata = value.get("metadata") if isinstance(value, dict) else None
    annotations = metadata.get("annotations") if isinstance(metadata, dict) else None
    if metadata is None or not isinstance(annotations, dict) or _ORIGIN not in annotations:
        return ""
    text = annotations.pop(_ORIGIN)
    if not annotations:
        metadata.pop("annotations")
    lines = text.splitlines() if isinstance(text, str) else []
    return next((line[6:].strip() for line in lines if line.startswith("path: ")), "")


@dataclass(frozen=True, slots=True)
class _FileSource:
    path: str

    def locate(self, path: Path) -> Location:
        """See `scanner.model.Source`."""
        return Location(self.path)


@dataclass(frozen=True, slots=True)
class _Manifest:
    """A manifest that objects come from. sources: (kind, name) and where it stands."""

    file: TextFile
    sources: tuple[tuple[tuple[str, str], Source], ...]
    comments: tuple[Comment, ...]

    @staticmethod
    def read(path: str, project: Project) -> _Manifest | None:
        file = read_text(path, project)
        if not isinstance(file, TextFile):
            return None
        documents = parse_yaml(file.text).documents
        found = [
            (identity_of(item), YamlSource(file, document, prefix))
            for document in documents
            for item, prefix in _written(document.value)
        ]
        return _Manifest(file, tuple(found), tuple(ignore_comments(file, documents)))

    def find(self, item: Mapping[str, Any]) -> Source | None:
        """Where the object stands; overlays may have put something before or after its name."""
        kind, name = identity_of(item)
        of_kind = [(known[1], source) for known, source in self.sources if known[0] == kind]
        for known, source in of_kind:
            if known == name:
                return source
        return next((source for known, source in of_kind if known and known in name), None)


def is_told(path: str, rendered: Sequence[tuple[str, str]], project: Project) -> bool:
    """Whether every object in a manifest or patch is among the rendered ones, by kind and name:
    what an overlay drops, or patches in vain, is judged as it stands."""
    manifest = _Manifest.read(path, project) if os.path.isfile(path) else None
    if manifest is None:
        return False
    own = [identity for identity, _ in manifest.sources if all(identity)]
    return all(
        any(kind == other and name in known for other, known in rendered) for kind, name in own
    )


def _written(value: Any) -> Iterator[tuple[Mapping[str, Any], Path]]:
    if isinstance(value, dict):
        yield value, ()
        items = value.get("items")
        for index, item in enumerate(items if isinstance(items, list) else ()):
            if isinstance(item, dict):
                yield item, ("items", index)
