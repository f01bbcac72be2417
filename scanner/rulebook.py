"""A directory of rule files -> rules. Built-in and users' own rules are read alike.

A rule file is Python and runs when it is loaded, so only directories that the user named (or our
own) may come here; never one that the scanned tree chose.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_file_location

from scanner import rule_index
from scanner.errors import ConfigurationError
from scanner.model import Rule, RuleBody

_HERE = os.path.dirname(os.path.abspath(__file__))


def data_folder(name: str) -> str:
    """The folder of `rules` or `policies`: inside an installed wheel, else the repository's."""
    installed = os.path.join(_HERE, f"_{name}")
    return installed if os.path.isdir(installed) else os.path.join(os.path.dirname(_HERE), name)


def load_rules(directories: Sequence[str] = ()) -> tuple[Rule, ...]:
    """The built-in rules and those of `directories`, by id.

    Of the built-in ones only the index is read here, and each one's file when its body is asked
    for. Raises ConfigurationError for a directory that is not there, a file that does not run or
    holds no rule, and for an id that two files claim.
    """
    rules: dict[str, Rule] = {}
    built_in = data_folder("rules")
    for directory in (built_in, *directories):
        if not os.path.isdir(directory):
            raise ConfigurationError(
                f"{directory}: no such directory of rules; name one that exists with --rules"
            )
        indexed = rule_index.read(directory) if directory == built_in else {}
        start = len(os.path.join(directory, ""))
        for path, status in rule_files(directory):
            entry = indexed.get(path[start:].replace(os.sep, "/")) if indexed else None
            if entry is not None and entry.is_of(status):
                rule = rule_index.rule(entry, path, _body)
            else:
                rule = load_rule(path)
            if rule.id in rules:
                raise ConfigurationError(
                    f"{path}: rule {rule.id} stands already in {rules[rule.id].path}; "
                    "rename the file"
                )
            rules[rule.id] = rule
    return tuple(sorted(rules.values(), key=lambda rule: rule.id))


def rule_files(directory: str) -> Iterator[tuple[str, os.stat_result]]:
    """The rule files below a folder with their status."""
    with os.scandir(directory) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.name.startswith(("_", ".")):
                continue
            if entry.is_dir():
                yield from rule_files(entry.path)
            elif entry.name.endswith(".py"):
                yield entry.path, entry.stat()


def load_rule(path: str) -> Rule:
    """The rule in one file, with what the file's name and docstring tell.

    Raises ConfigurationError when the file does not run or holds no rule named ``check``.
    """
    name = os.path.splitext(os.path.basename(path))[0]
    module_name = f"scanner_rule_{name}"
    spec = spec_from_file_location(module_name, path, loader=SourceFileLoader(module_name, path))
    if spec is None or spec.loader is None:
        raise ConfigurationError(f"{path}: cannot be loaded as a Python file")
    module = module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        where = _line_of(error, path)
        raise ConfigurationError(
            f"{path}{where}: the rule does not load: {type(error).__name__}: {error}"
        ) from error
    rule = getattr(module, "check", None)
    if not isinstance(rule, Rule):
        raise ConfigurationError(
            f"{path}: no rule in it; decorate a function named check with scanner.rule(...)"
        )
    text = " ".join((module.__doc__ or "").split())
    if not text:
        raise ConfigurationError(f"{path}: the rule has no docstring; say why it matters")
    body = replace(rule.body(), description=(module.__doc__ or "").strip())
    return replace(
        rule,
        body=lambda: body,
        id=name.replace("_", "-"),
        title=text.split(". ")[0].rstrip("."),
        platform=os.path.basename(os.path.dirname(path)),
        path=path,
    )


@cache
def _body(path: str) -> RuleBody:
    """The body of a built-in rule, read once."""
    return load_rule(path).body()


def _line_of(error: BaseException, path: str) -> str:
    """``:LINE`` of `path` where an exception came from, for the message."""
    if isinstance(error, SyntaxError):
        return f":{error.lineno}"
    trace = error.__traceback__
    line = ""
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == path:
            line = f":{trace.tb_lineno}"
        trace = trace.tb_next
    return line


def find_rule(rules: Sequence[Rule], name: str) -> Rule | None:
    """The rule with this id, or the one that carries it as an alias; case does not matter."""
    wanted = name.lower()
    for rule in rules:
        if rule.id == wanted:
            return rule
    for rule in rules:
        if wanted in (alias.lower() for alias in rule.aliases):
            return rule
    return None


def closest(rules: Sequence[Rule], name: str) -> str:
    """A hint ``; did you mean X?`` for a misspelt rule id, or nothing."""
    import difflib

    found = difflib.get_close_matches(name.lower(), [rule.id for rule in rules], 1)
    return f"; did you mean {found[0]}?" if found else ""
