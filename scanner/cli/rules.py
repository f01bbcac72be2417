"""`trueup rules`: what the rulebook holds."""

from __future__ import annotations

import sys
from typing import Any

import click


@click.group(short_help="List and explain rules.")
def rules() -> None:
    """List and explain the rules."""


_DIRECTORIES = click.option(
    "--rules", "rule_directories", multiple=True, metavar="DIR", type=click.Path(file_okay=False),
    help="A directory of your own rules; their code runs.",
)  # fmt: skip
_FORMAT = click.option(
    "--format", "format_", default="text", show_default=True, type=click.Choice(["text", "json"])
)


@rules.command("list", short_help="Every rule, a line each.")
@_DIRECTORIES
@_FORMAT
def list_(rule_directories: tuple[str, ...], format_: str) -> None:
    """List every rule: id, severity, title."""
    from scanner.rulebook import load_rules

    found = load_rules(rule_directories)
    if format_ == "json":
        _json([_summary(rule) for rule in found])
        return
    width = max((len(rule.id) for rule in found), default=0)
    for rule in found:
        click.echo(f"{rule.id:{width}}  {rule.severity.value:8}  {rule.title}")


@rules.command(short_help="One rule, whole.")
@click.argument("name", metavar="ID")
@_DIRECTORIES
@_FORMAT
def show(name: str, rule_directories: tuple[str, ...], format_: str) -> None:
    """Explain the rule ID; the id of another scanner's check that it equals does as well."""
    from scanner.errors import UsageError
    from scanner.rulebook import closest, find_rule, load_rules

    found = load_rules(rule_directories)
    rule = find_rule(found, name)
    if rule is None:
        raise UsageError(
            f"no rule is called {name!r}{closest(found, name)}; `trueup rules list` shows all"
        )
    if format_ == "json":
        details = {
            **_summary(rule),
            "title": rule.title,
            "description": rule.description,
            "confidence": rule.confidence.value,
            "platform": rule.platform,
            "fix": rule.fix,
            "cwe": rule.cwe,
            "related_ids": list(rule.related_ids),
            "references": list(rule.references),
            "parameters": dict(rule.parameters),
            "bad": list(rule.bad),
            "good": list(rule.good),
        }
        _json(details)
        return
    click.echo(_explain(rule))


def _summary(rule: Any) -> dict[str, Any]:
    return {
        "id": rule.id,
        "aliases": list(rule.aliases),
        "severity": rule.severity.value,
        "types": list(rule.on),
    }


def _json(value: Any) -> None:
    import orjson

    sys.stdout.write(orjson.dumps(value, option=orjson.OPT_INDENT_2).decode() + "\n")


def _explain(rule: Any) -> str:
    facts = [
        ("severity", rule.severity.value),
        ("confidence", rule.confidence.value),
        ("judges", ", ".join(rule.on)),
        ("also known as", ", ".join(rule.aliases)),
        ("related", ", ".join(rule.related_ids)),
        ("weakness", f"CWE-{rule.cwe}" if rule.cwe else ""),
        ("see", ", ".join(rule.references)),
    ]
    parts = [f"{rule.id}\n\n{rule.description}\n\nFix: {rule.fix}"]
    parts.append("\n".join(f"{name}: {value}" for name, value in facts if value))
    for title, examples in (("Bad", rule.bad), ("Good", rule.good)):
        parts += [f"{title}:\n\n{_indented(example)}" for example in examples[:1]]
    return "\n\n".join(parts)


def _indented(example: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in example.strip("\n").split("\n"))
