"""`make docs`: the reference of the command, docs/commands.md, and of the configuration,
docs/configuration-keys.md, from what the code says of them. A test holds that they are fresh.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

DOCS = Path(__file__).resolve().parent
FOLDED = 60


def generated() -> dict[Path, str]:
    """The generated files with their text."""
    return {
        DOCS / "commands.md": commands(),
        DOCS / "configuration-keys.md": configuration(),
    }


# ---- the command ---------------------------------------------------------------------------------


def commands() -> str:
    """Every command with its arguments and options, as ``--help`` tells them."""
    from scanner.cli.main import cli

    parts = [
        "# Commands",
        "Generated from the command itself by `make docs`; `trueup COMMAND --help` says the same.",
        _paragraphs(cli),
    ]
    for words, command in _walk(cli, ("trueup",)):
        context = click.Context(command, info_name=" ".join(words))
        usage = " ".join([*words, *command.collect_usage_pieces(context)])
        parts += [f"## {' '.join(words)}", f"```text\n{usage}\n```", _paragraphs(command)]
        rows = [_row(one, context) for one in command.params if isinstance(one, click.Option)]
        if rows:
            parts.append("\n".join(["| Option | |", "| --- | --- |", *rows]))
    return "\n\n".join(part for part in parts if part) + "\n"


def _walk(
    group: click.Group, words: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from _walk(command, (*words, name))
        else:
            yield (*words, name), command


def _paragraphs(command: click.Command) -> str:
    """The help text: paragraphs folded, those that click leaves as they are (\\b) as code."""
    found = []
    for paragraph in (command.help or "").split("\n\n"):
        if paragraph.strip().startswith("\b"):
            found.append(f"```text\n{paragraph.strip().removeprefix(chr(8)).strip(chr(10))}\n```")
        elif paragraph.strip():
            found.append(_escaped(" ".join(paragraph.split())))
    return "\n\n".join(found)


def _row(option: click.Option, context: click.Context) -> str:
    names = [*option.opts, *option.secondary_opts]
    value = "" if option.is_flag else f" {option.make_metavar(context)}"
    listed = f"`{', '.join(names)}{value}`"
    if len(listed) > FOLDED and "|" in value:
        listed = f"`{', '.join(names)}` one of {', '.join(f'`{c}`' for c in _choices(option))}"
    elif "|" in value:
        # A bar in code ends a cell for one reader, and is escaped in vain for another.
        listed = f"<code>{listed.strip('`').replace('|', '&#124;')}</code>"
    record = option.get_help_record(context)
    assert record is not None, option.name
    return f"| {listed} | {_cell(' '.join(record[1].split()))} |"


def _choices(option: click.Option) -> list[str]:
    assert isinstance(option.type, click.Choice)
    return [str(one) for one in option.type.choices]


# ---- the configuration ---------------------------------------------------------------------------


def configuration() -> str:
    """Every key that a configuration may have, from its schema."""
    from scanner.cli import config
    from scanner.settings import load_schema

    schema = load_schema("config")
    rows = [
        _key(path, entry, "yes" if path.split(".")[0].rstrip("[]") in config._IN_TREE else "no")
        for path, entry in _keys(schema, "")
    ]
    table = ["| Key | Value | In the tree | |", "| --- | --- | --- | --- |", *rows]
    return "\n\n".join(["# Keys of the configuration", _KEYS, "\n".join(table)]) + "\n"


_KEYS = """\
Generated from [config.schema.json](../scanner/schemas/config.schema.json) by `make docs`;
[configuration.md](configuration.md) explains them. *In the tree* says whether a `.trueup.yaml` that
is found in what is scanned may set the key; a file named with `--config` may set all. `[]` stands
for each entry of a list, and `*` for any name."""


def _keys(schema: Mapping[str, Any], path: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    schema = _resolved(schema)
    if path:
        yield path, schema
    for name, entry in schema.get("properties", {}).items():
        yield from _keys(entry, f"{path}.{name}" if path else name)
    more = schema.get("additionalProperties")
    if isinstance(more, dict):
        yield from _keys(more, f"{path}.*")
    items = schema.get("items")
    if isinstance(items, dict) and "properties" in _resolved(items):
        for name, entry in _resolved(items)["properties"].items():
            yield from _keys(entry, f"{path}[].{name}")


def _resolved(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """A schema with its reference into another file followed."""
    reference = schema.get("$ref")
    if reference is None:
        return schema
    from scanner.settings import load_schema

    file, _, pointer = reference.partition("#/")
    found: Any = load_schema(file.partition(".")[0] or "config")
    for part in pointer.split("/"):
        found = found[part]
    return {**found, **{k: v for k, v in schema.items() if k != "$ref"}}


def _key(path: str, entry: Mapping[str, Any], in_tree: str) -> str:
    text = str(entry.get("description", "")).removeprefix("Trusted configuration only")
    text = text.lstrip("; ")
    return f"| `{path}` | {_cell(_value(entry))} | {in_tree} | {_cell(text)} |"


def _value(entry: Mapping[str, Any]) -> str:
    if "enum" in entry:
        return ", ".join(f"`{one}`" for one in entry["enum"])
    kind = entry.get("type", "any")
    if kind == "array":
        items = _resolved(entry.get("items", {}))
        return "list of mappings" if "properties" in items else f"list of {_value(items)}s"
    return {"object": "mapping"}.get(kind, str(kind))


def _cell(text: str) -> str:
    return _escaped(text).replace("|", "\\|")


def _escaped(text: str) -> str:
    """What Markdown would take for markup, as text."""
    return text.replace("*", "\\*").replace("<", "&lt;")


def main() -> int:
    """Write them."""
    for path, text in generated().items():
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
