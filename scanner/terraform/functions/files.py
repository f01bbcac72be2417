"""Functions that read files. Only files below the scanned tree are read, links resolved."""

from __future__ import annotations

import os

from scanner.hcl import parse_template
from scanner.terraform.code import SourceFile
from scanner.terraform.functions import Function, typed
from scanner.terraform.functions.hashes import base64_text, digest
from scanner.terraform.scopes import Scope
from scanner.terraform.types import make_set
from scanner.terraform.values import Failure, Unsupported, Value, quoted
from scanner.wildcards import is_bounded


def _place(scope: Scope, path: str) -> str:
    """The absolute place of a path of the code: relative ones start at the root module."""
    if path.startswith("~"):
        raise Unsupported("the home folder is not read")
    if "\0" in path:
        raise Failure("a path cannot hold a zero byte")
    return os.path.normpath(os.path.join(scope.module.root_folder, path))


def _bytes(scope: Scope, path: str) -> bytes:
    data = scope.run.files.read(_place(scope, path), quoted(path))
    scope.run.spend(len(data) // 200)
    return data


def _text(scope: Scope, path: str) -> str:
    try:
        return _bytes(scope, path).decode("utf-8")
    except UnicodeDecodeError:
        raise Failure(f"{quoted(path)} is not UTF-8") from None


def _exists(scope: Scope, path: str) -> bool:
    place = _place(scope, path)
    scope.run.files.check(place, quoted(path))
    if os.path.isdir(place):
        raise Failure(f"{quoted(path)} is a folder")
    return os.path.isfile(place)


def _file_set(scope: Scope, folder: str, pattern: str) -> Value:
    import re

    top = _place(scope, folder)
    scope.run.files.check(top, quoted(folder))
    matches = re.compile(_glob(pattern)).fullmatch
    depth = None if "**" in pattern else pattern.count("/")
    names = scope.run.files.below(top, depth)
    scope.run.spend(len(names) // 4)
    found = [name for name in names if matches(name)]
    return make_set(found, "string")


def _glob(pattern: str) -> str:
    """A pattern of doublestar's kind (``**``, ``*``, ``?``, ``[a]``, ``{a,b}``) for `re`."""
    import re

    if not is_bounded(pattern) or len(pattern) > 300:
        raise Unsupported("the pattern is too complex")
    out: list[str] = []
    at, depth = 0, 0
    while at < len(pattern):
        character = pattern[at]
        if pattern.startswith("**/", at):
            out.append("(?:[^/]+/)*")
            at += 3
            continue
        if pattern.startswith("**", at):
            out.append(".*")
            at += 2
            continue
        if character == "[" and "]" in pattern[at:]:
            end = pattern.index("]", at)
            out.append("[" + pattern[at + 1 : end].replace("\\", "\\\\").replace("!", "^") + "]")
            at = end
        elif character == "{":
            depth += 1
            out.append("(?:")
        elif character == "}" and depth:
            depth -= 1
            out.append(")")
        elif character == "," and depth:
            out.append("|")
        else:
            out.append({"*": "[^/]*", "?": "[^/]"}.get(character, re.escape(character)))
        at += 1
    return "".join(out) + ")" * depth


def _hash(algorithm: str, base64: bool) -> Function:
    def body(scope: Scope, path: str) -> str:
        hashed = digest(algorithm, _bytes(scope, path))
        return base64_text(hashed) if base64 else hashed.hex()

    return typed(body, "string", scoped=True)


def template_file(scope: Scope, path: str, variables: Value) -> Value:
    """``templatefile(path, variables)``, the file within the scanned tree."""
    if not isinstance(variables, dict):
        raise Failure("the variables of a template must be a map")
    return _rendered(scope, _text(scope, path), path, variables)


def template_string(scope: Scope, text: str, variables: Value) -> Value:
    """``templatestring(text, variables)``."""
    if not isinstance(variables, dict):
        raise Failure("the variables of a template must be a map")
    return _rendered(scope, text, "the template", variables)


def _rendered(scope: Scope, text: str, name: str, variables: dict[str, Value]) -> Value:
    parsed = parse_template(text)
    if parsed.expression is None:
        problem = parsed.problems[0].message if parsed.problems else "a syntax error"
        raise Failure(f"{name}: {problem}")
    inner = Scope(scope.module, SourceFile(name, name, text, ((), ())), variables)
    inner.closed = True
    return scope.run.evaluate(parsed.expression, inner)


def _path_expand(path: str) -> str:
    if path.startswith("~"):
        raise Unsupported("the home folder depends on where Terraform runs")
    return path


def _basename(path: str) -> str:
    if not path:
        return "."
    return os.path.basename(path.rstrip("/")) or "/"


def _abspath(scope: Scope, path: str) -> Value:
    # Where the code will run is not where it is scanned.
    raise Unsupported("the absolute path depends on where Terraform runs")


FUNCTIONS: dict[str, Function] = {
    "abspath": typed(_abspath, "string", scoped=True),
    "basename": typed(_basename, "string"),
    "dirname": typed(lambda path: os.path.normpath(os.path.dirname(path) or "."), "string"),
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
