"""The code of folders, each read and parsed once per load."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from scanner.hcl import decode
from scanner.hcl.cache import parse_cached
from scanner.hcl.state import Problem
from scanner.model import Comment
from scanner.project import Project
from scanner.terraform.code import (
    ModuleCode,
    SourceFile,
    code_names,
    is_code,
    is_override,
    unknown_blocks,
)
from scanner.terraform.files import Files, TooLargeError
from scanner.terraform.reports import Reports
from scanner.terraform.values import Failure, Unsupported, quoted

if TYPE_CHECKING:
    from scanner.hcl.parser import Parsed
    from scanner.terraform.revisions import Revisions

IGNORES = (
    "trueup:ignore",
    "checkov:skip",
    "bridgecrew:skip",
    "cortex:skip",
    "tfsec:ignore",
    "trivy:ignore",
    "kics-scan",
)
_MAX_MANIFEST_MODULES = 10_000


class Library:
    """files_read: display paths of all code and variable files read."""

    def __init__(
        self,
        project: Project,
        files: Files,
        reports: Reports,
        cache: str | None,
        revisions: Revisions | None = None,
    ) -> None:
        self.project = project
        self.files = files
        self.reports = reports
        self.cache = cache
        self.revisions = revisions
        self.files_read: dict[str, None] = {}
        self.comments: list[Comment] = []
        self._codes: dict[str, ModuleCode | None] = {}
        self._manifests: dict[str, dict[str, str]] = {}

    def code(self, folder: str) -> ModuleCode | None:
        """What the folder declares; None when it holds no code."""
        folder = os.path.normpath(folder)
        if self.files.touched is not None:
            self.files.touched.folders.add(folder)
        if folder not in self._codes:
            self._codes[folder] = self._read(folder)
        return self._codes[folder]

    def _read(self, folder: str) -> ModuleCode | None:
        try:
            listed = os.listdir(folder)
        except OSError:
            return None
        names = code_names(listed)
        if not names:
            return None
        self._replaced(folder, [name for name in listed if is_code(name)], names)
        code = ModuleCode(folder)
        overrides = []
        for name in names:
            file = self.parse_file(os.path.join(folder, name))
            if file is None:
                code.broken = True
                continue
            self._check_blocks(file)
            if is_override(name):
                overrides.append(file)
            else:
                code.add(file)
        for file in overrides:
            code.override(file)
        for address, block in code.duplicates:
            self.reports.error(
                "duplicate-address",
                f"{address} is declared twice in this folder; rename one of them",
                block.file.display,
                block.file.line(block.block[2]),
            )
        for address, block in code.unmatched:
            self.reports.note(
                "override-unmatched",
                f"{address} is only in an override file, which Terraform refuses; declare it in "
                "another file",
                block.file.display,
                block.file.line(block.block[2]),
            )
        return code

    def _check_blocks(self, file: SourceFile) -> None:
        for kind, offset in unknown_blocks(file):
            self.reports.error(
                "block-unknown",
                f"unsupported block type {quoted(kind)}, which Terraform refuses; correct its "
                "spelling or remove it",
                file.display,
                file.line(offset),
            )

    def _replaced(self, folder: str, found: list[str], read: list[str]) -> None:
        """Report code that OpenTofu's own files replace: Terraform deploys what they hide.

        A pair that holds settings alone, which tell the two programs apart, hides nothing.
        """
        hidden = [name for name in found if name not in read]
        if any(".tofu" not in name for name in read):
            hidden += [name for name in read if ".tofu" in name and is_override(name)]
        for name in hidden:
            file = self.parse_file(os.path.join(folder, name))
            if file is not None and any(block[0] != "terraform" for block in file.body[1]):
                self.reports.error(
                    "opentofu-beside-terraform",
                    "counts for one of Terraform and OpenTofu alone, so that what "
                    "the other deploys was not judged; keep their resources in files of both",
                    file.display,
                )

    def parse_file(self, path: str, anywhere: bool = False) -> SourceFile | None:
        """A file of HCL, parsed; None (and a diagnostic) when it cannot be read."""
        display = self.project.display(path)
        try:
            data = self.files.read(path, "this file", anywhere)
        except (Failure, Unsupported) as failure:
            code = "file-too-large" if isinstance(failure, TooLargeError) else "file-unreadable"
            self.reports.error(code, f"{failure}; correct or exclude it", display)
            return None
        if b"\0" in data[:8000] and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
            self.reports.error("file-binary", "is binary, not Terraform code; exclude it", display)
            return None
        text, problem = decode(data)
        self.files_read[display] = None
        return self._parse(path, display, text, problem)

    def _parse(self, path: str, display: str, text: str, problem: Problem | None) -> SourceFile:
        parsed = self._parsed(path, text)
        problems = [problem] if problem is not None else []
        problems += parsed.problems
        file = SourceFile(path, display, text, parsed.body, bool(problems))
        for one in problems:
            self.reports.error("hcl-syntax", one.message, display, file.line(one.start))
        # What is installed is of others: their comments are for their own scans.
        own = ".terraform" not in (*path.split(os.sep), *os.path.realpath(path).split(os.sep))
        if own and not file.json and any(word in text for word in IGNORES):
            from scanner.hcl.comments import comments

            self.comments += [Comment(display, *entry) for entry in comments(text, parsed)]
        return file

    def _parsed(self, path: str, text: str) -> Parsed:
        json = path.endswith(".json")
        if self.revisions is None:
            return parse_cached(text, self.cache, json=json)
        self.revisions.texts[path] = text
        known = self.revisions.parsed.get((text, json))
        if known is None:
            known = self.revisions.parsed[text, json] = parse_cached(text, self.cache, json=json)
        return known

    def installed(
        self, root: str, path: tuple[str, ...], called: tuple[str, str] = ("", "")
    ) -> str | None:
        """The folder that `terraform init` put a module into, by the names of its calls.

        called: the source and the version that the last of them asks for, as written.
        """
        if root not in self._manifests:
            self._manifests[root] = self._manifest(root)
        relative = self._manifests[root].get(".".join(path))
        if relative is None or not self._is_of_this_revision(root, path, called):
            return None
        return os.path.normpath(os.path.join(root, relative))

    def _is_of_this_revision(
        self, root: str, path: tuple[str, ...], called: tuple[str, str]
    ) -> bool:
        if self.revisions is None:
            return True
        return self.revisions.answers(self.project.scope(root), path, called)

    def _manifest(self, root: str) -> dict[str, str]:
        path = os.path.join(root, ".terraform", "modules", "modules.json")
        if not os.path.isfile(path):
            return {}
        import json

        display = self.project.display(path)
        try:
            modules = json.loads(self.files.read(path, display))["Modules"]
            return {
                entry["Key"]: entry["Dir"]
                for entry in modules[:_MAX_MANIFEST_MODULES]
                if isinstance(entry["Key"], str) and isinstance(entry["Dir"], str)
            }
        except (Failure, Unsupported, ValueError, KeyError, TypeError, RecursionError):
            self.reports.error(
                "module-manifest",
                "cannot be read; run terraform init again",
                display,
            )
            return {}
