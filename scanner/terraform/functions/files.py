"""Functions that read files. Only files below the scanned tree are read, links resolved."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from scanner.hcl import parse_template
from scanner.terraform.code import SourceFile
from scanner.terraform.encoding import composed, is_identifier
from scanner.terraform.functions import Function, typed
from scanner.terraform.functions.hashes import base64_text, digest
from scanner.terraform.scopes import Scope
from scanner.terraform.types import make_set
from scanner.terraform.values import Failure, Unsupported, Value, bare, quoted
from scanner.wildcards import is_bounded

if TYPE_CHECKING:
    import re


def _place(scope: Scope, path: str) -> str:
    """The absolute place of a path of the code: relative ones start at the root module."""
    if path.startswith("~"):
        raise Unsupported("the home folder is not read")
    if "\0" in path:
        raise Failure("a path cannot hold a zero byte")
    return os.path.normpath(os.path.join(scope.module.root_folder, path))


def _bytes(scope: Scope, path: str) -> bytes:
    place = _place(scope, path)
    if scope.run.files.inside(place) and os.path.isdir(place):
        raise Failure(f"{quoted(path)} is a folder")
    data = scope.run.files.read(place, quoted(path))
    scope.run.spend(len(data) // 200)
    return data


def _text(scope: Scope, path: str) -> str:
    try:
        return composed(_bytes(scope, path).decode("utf-8"))
    except UnicodeDecodeError:
        raise Failure(f"{quoted(path)} is not UTF-8") from None


def _exists(scope: Scope, path: str) -> bool:
    place = _place(scope, path)
    scope.run.files.check(place, quoted(path))
    if os.path.isdir(place):
        raise Failure(f"{quoted(path)} is a folder")
    return os.path.isfile(place)


def _file_set(scope: Scope, folder: str, pattern: str) -> Value:
    """The files below a folder that a pattern of doublestar's kind matches."""
    top = _place(scope, folder)
    pattern = os.path.normpath("./" + pattern.replace("**/..", ".") if pattern else ".")
    matching_top = top
    while pattern == ".." or pattern.startswith("../"):
        pattern = pattern[3:] or "."
        matching_top = os.path.dirname(matching_top)
    scope.run.files.check(matching_top, quoted(folder))
    parts = [None if part == "**" else _component(part) for part in pattern.split("/")]
    names = scope.run.files.below(matching_top, None if None in parts else len(parts) - 1)
    scope.run.spend(len(names) // 4)
    found = [name for name in names if _matches(parts, name.split("/"))]
    if matching_top != top:
        found = [_relative(os.path.join(matching_top, name), top) for name in found]
    return make_set(found, "string")


def _relative(place: str, top: str) -> str:
    return os.path.relpath(place, top).replace(os.sep, "/")


def _matches(parts: list[re.Pattern[str] | None], path: list[str]) -> bool:
    """Whether the names of a path match the parts of a pattern, None any number of names."""
    # Which parts may follow after the names so far: never more than there are parts.
    states = {0}
    for name in path:
        reached = set()
        for state in _skipping(states, parts):
            if state == len(parts):
                continue
            part = parts[state]
            if part is None:
                reached.add(state)
            elif part.fullmatch(name):
                reached.add(state + 1)
        states = reached
    return len(parts) in _skipping(states, parts)


def _skipping(states: set[int], parts: list[re.Pattern[str] | None]) -> set[int]:
    every = set(states)
    for state in states:
        while state < len(parts) and parts[state] is None:
            state += 1
            every.add(state)
    return every


def _component(part: str) -> re.Pattern[str]:
    """What matches one name: ``*``, ``?``, ``[a-c]``, ``[^a]``, ``{a,b}``, and escapes."""
    import re

    if not is_bounded(part) or len(part) > 300:
        raise Unsupported("the pattern is too complex")
    out: list[str] = []
    at, depth = 0, 0
    while at < len(part):
        character = part[at]
        if character == "\\":
            at += 1
            if at == len(part):
                raise Failure("the pattern ends in a backslash")
            out.append(re.escape(part[at]))
        elif character == "[":
            at = _class(part, at, out)
        elif character == "{":
            depth += 1
            out.append("(?:")
        elif character == "}" and depth:
            depth -= 1
            out.append(")")
        elif character == "," and depth:
            if depth > 1:
                raise Unsupported("alternatives within alternatives are not supported")
            out.append("|")
        else:
            out.append({"*": ".*", "?": "."}.get(character, re.escape(character)))
        at += 1
    if depth and "*" in part:
        # Whether Terraform refuses it depends on the names that it meets.
        raise Unsupported("the pattern has an unclosed {")
    if depth:
        raise Failure("the pattern has an unclosed {")
    return re.compile("".join(out), re.DOTALL)


def _class(part: str, at: int, out: list[str]) -> int:
    """The place of the ] of a class that starts at `at`."""
    import re

    found = re.compile(r"\[(\^?)((?:\\.|[^\]\\])+)\]", re.DOTALL).match(part, at)
    if found is None:
        raise Failure("the pattern has an incomplete class")
    items = re.sub(r"\\(.)|([&|~\[])", lambda m: re.escape(m[1] or m[2]), found[2])
    out.append(f"[{found[1]}{items}]")
    return found.end() - 1


def _hash(algorithm: str, base64: bool) -> Function:
    def body(scope: Scope, path: str) -> str:
        hashed = digest(algorithm, _bytes(scope, path))
        return base64_text(hashed) if base64 else hashed.hex()

    return typed(body, "string", scoped=True)


def template_file(scope: Scope, path: str, variables: Value) -> Value:
    """``templatefile(path, variables)``, the file within the scanned tree."""
    return _rendered(scope, _text(scope, path), path, _variables(scope, variables))


def template_string(scope: Scope, text: str, variables: Value) -> Value:
    """``templatestring(text, variables)``."""
    return _rendered(scope, text, "the template", _variables(scope, variables))


def _variables(scope: Scope, variables: Value) -> dict[str, Value]:
    if scope.closed:
        raise Failure("a template cannot render another one")
    inner = bare(variables)
    if not isinstance(inner, dict):
        raise Failure("the variables of a template must be a map")
    for name in inner:
        if not is_identifier(name):
            raise Failure(f"the variable {quoted(name)} is no valid name")
    return inner


def _rendered(scope: Scope, text: str, name: str, variables: dict[str, Value]) -> Value:
    parsed = parse_template(text)
    if parsed.expression is None:
        problem = parsed.problems[0].message if parsed.problems else "a syntax error"
        raise Failure(f"{name}: {problem}")
    inner = Scope(scope.module, SourceFile(name, name, text, ((), ())), variables)
    inner.closed = True
    return scope.run.evaluate(parsed.expression, inner)


def _path_expand(path: str) -> str:
    if path == "~" or path.startswith("~/"):
        raise Unsupported("the home folder depends on where Terraform runs")
    if path.startswith("~"):
        raise Failure("the home folder of another user cannot be expanded")
    return path


def _basename(path: str) -> str:
    if not path:
        return "."
    return os.path.basename(path.rstrip("/")) or "/"


def _dirname(path: str) -> str:
    # Python keeps two leading slashes, which POSIX allows.
    return os.path.normpath(os.path.dirname("/" + path.lstrip("/") if path[:1] == "/" else path))


def _abspath(scope: Scope, path: str) -> Value:
    if path.startswith("/"):
        return os.path.normpath("/" + path.lstrip("/"))
    # Where the code will run is not where it is scanned.
    raise Unsupported("the absolute path depends on where Terraform runs")


FUNCTIONS: dict[str, Function] = {
    "abspath": typed(_abspath, "string", scoped=True),
    "basename": typed(_basename, "string"),
    "dirname": typed(_dirname, "string"),
    "file": typed(_text, "string", scoped=True),
    "filebase64": typed(lambda s, p: base64_text(_bytes(s, p)), "string", scoped=True),
    "filebase64sha256": _hash("sha256", True),
    "filebase64sha512": _hash("sha512", True),
    "fileexists": typed(_exists, "string", scoped=True),
    "filemd5": _hash("md5", False),
    "fileset": typed(_file_set, "string", "string", scoped=True),
    "filesha1": _hash("sha1", False),
    "filesha256": _hash("sha256", False),
    "filesha512": _hash("sha512", False),
    "pathexpand": typed(_path_expand, "string"),
    "templatestring": typed(template_string, "string", "any", scoped=True),
    "templatefile": typed(template_file, "string", "any", scoped=True),
}
