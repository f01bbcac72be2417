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
        if name.upper().startswith(("CKV_", "CKV2_")):
            raise UsageError(
                f"no rule asks what {name} asks; `trueup packs checks checkov` lists the checks "
                "that --pack checkov runs"
            )
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
            "live": _on_live(rule),
            "bad": list(rule.bad),
            "good": list(rule.good),
        }
        _json(details)
        return
    click.echo(_explain(rule))


def _on_live(rule: Any) -> str | None:
    """What the rule can say of live resources; None for what no platform holds."""
    from scanner.on_live import is_kind, on_live

    clouds = ("aws_", "google_")
    held = any(name.startswith(clouds) or is_kind(name) for name in rule.on)
    return on_live(rule).value if held else None


def _live_words(rule: Any) -> str:
    from scanner.on_live import WORDS, OnLive

    found = _on_live(rule)
    return WORDS[OnLive(found)] if found else ""


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
        ("on live resources", _live_words(rule)),
        ("see", ", ".join(rule.references)),
    ]
    parts = [f"{rule.id}\n\n{rule.description}\n\nFix: {rule.fix}"]
    parts.append("\n".join(f"{name}: {value}" for name, value in facts if value))
    for title, examples in (("Bad", rule.bad), ("Good", rule.good)):
        parts += [f"{title}:\n\n{_indented(example)}" for example in examples[:1]]
    return "\n\n".join(parts)


def _indented(example: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in example.strip("\n").split("\n"))


@rules.command(short_help="Hold your own rules to their examples.")
@click.argument("directory", metavar="DIR", type=click.Path(exists=True, file_okay=False))
def test(directory: str) -> int:
    """Check every rule in DIR: bad examples fail where they say, good ones pass, and a value that
    becomes unknown never turns a verdict round. The rules' code runs."""
    from scanner.cli.exits import EXIT_CLEAN, EXIT_FINDINGS
    from scanner.errors import UsageError
    from scanner.rule_proof import example_problems, soundness_problems
    from scanner.rulebook import load_rule, rule_files

    found = [load_rule(path) for path, _ in rule_files(directory)]
    if not found:
        raise UsageError(f"{directory}: no rule in it; `trueup rules new` writes one")
    failed = 0
    for rule in found:
        problems = [] if rule.bad and rule.good else ["needs a bad and a good example"]
        for kind, texts in (("bad", rule.bad), ("good", rule.good)):
            for number, text in enumerate(texts, 1):
                name = f"{kind} example {number}"
                shown = example_problems(rule, text, kind == "bad")
                # Whether unknowns flip a verdict means nothing before the verdict is right.
                shown = shown or soundness_problems(rule, text)
                problems += [f"{name} {problem}" for problem in shown]
        failed += bool(problems)
        click.echo(f"{rule.id}: {'ok' if not problems else ''}".rstrip())
        for problem in problems[:_MOST_PROBLEMS]:
            click.echo(f"  {problem}")
        if len(problems) > _MOST_PROBLEMS:
            click.echo(f"  and {len(problems) - _MOST_PROBLEMS} more")
    click.echo(f"{len(found)} rules, {failed} with problems")
    return EXIT_FINDINGS if failed else EXIT_CLEAN


_MOST_PROBLEMS = 10


@rules.command(short_help="Write a simple rule of your own.")
@click.argument("name", metavar="ID")
@click.option("--on", required=True, metavar="TYPE", help="The resource type that it judges.")
@click.option("--attribute", required=True, metavar="PATH", help="The attribute, as in a.b.")
@click.option(
    "--is",
    "is_",
    multiple=True,
    metavar="VALUE",
    help="It must be this value (several: one of them).",
)
@click.option("--is-not", multiple=True, metavar="VALUE", help="It must not be this value.")
@click.option("--set", "set_", is_flag=True, help="It must be set.")
@click.option("--unset", is_flag=True, help="It must not be set.")
@click.option("--at-least", type=float, metavar="N", help="It must be N or more.")
@click.option("--at-most", type=float, metavar="N", help="It must be N or less.")
@click.option(
    "--severity",
    default="medium",
    show_default=True,
    type=click.Choice(["critical", "high", "medium", "low"]),
)
@click.option("--why", default="", metavar="TEXT", help="Why it matters; what users read.")
@click.option("--fix", default="", metavar="TEXT", help="What to do about it.")
@click.option("--dir", "directory", default="rules", show_default=True, metavar="DIR",
              type=click.Path(file_okay=False), help="Where the file goes.")  # fmt: skip
def new(name: str, directory: str, **options: Any) -> None:
    """Write the rule ID with its examples to DIR/ID.py; it needs no Python.

    For example: trueup rules new bucket-can-be-destroyed --on aws_s3_bucket
    --attribute force_destroy --is false --why "One apply deletes every object in it"
    """
    import os

    from scanner.cli.new_rule import write
    from scanner.errors import UsageError

    text = write(
        name,
        options["on"],
        options["attribute"],
        _demand(options),
        options["severity"],
        options["why"],
        options["fix"],
    )
    path = os.path.join(directory, f"{name.replace('-', '_')}.py")
    try:
        os.makedirs(directory, exist_ok=True)
        with open(path, "x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise UsageError(f"{path} is there already; choose another name or edit it") from None
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from error
    click.echo(f"{path} is written. Test it:  trueup rules test {directory}")
    click.echo(f"Use it:  trueup scan --rules {directory}")


def _demand(options: dict[str, Any]) -> Any:
    from scanner.cli.new_rule import Demand, value_of
    from scanner.errors import UsageError

    given = [
        Demand(test, values)
        for test, values in (
            ("is", tuple(map(value_of, options["is_"]))),
            ("is-not", tuple(map(value_of, options["is_not"]))),
            ("at-least", _whole(options["at_least"])),
            ("at-most", _whole(options["at_most"])),
        )
        if values
    ]
    given += [Demand("set")] if options["set_"] else []
    given += [Demand("unset")] if options["unset"] else []
    if len(given) != 1:
        raise UsageError(
            "say one thing of the attribute: --is, --is-not, --set, --unset, --at-least or "
            "--at-most"
        )
    if len({type(value) for value in given[0].values}) > 1:
        raise UsageError("the values of --is are of different types; write one rule for each")
    return given[0]


def _whole(number: float | None) -> tuple[float | int, ...]:
    if number is None:
        return ()
    return (int(number) if number == int(number) else number,)
