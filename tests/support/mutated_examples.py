"""The examples of our rules with a value written in another way, always the same for a seed."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

_VALUE = re.compile(
    r'\b[a-z_0-9]+[ ]*=[ ]*(?P<value>true|false|-?\d+(?:\.\d+)?|"[^"\n$%]*"|\[[^\[\]{}\n]*\])'
    r"(?=\s*[\n}#,]|$)"
)
_BLOCK = re.compile(r'^(\s*)([a-z_0-9]+) \{([^{}"]*(?:"[^"\n]*"[^{}"]*)*)\}', re.M)
_NO_BLOCKS = {"content", "locals", "statement"}
_MORE = """
variable "unset" {}
variable "filled" { default = true }
locals {
  true   = true
  false  = false
  text   = "Enabled"
  number = 30
  list   = ["a", "b"]
  object = { inner = { text = "TLS1_2" } }
}
"""


def examples(platforms: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """(name, code) of every example of our rules that stands by itself."""
    from scanner.rulebook import load_rules

    for rule in load_rules():
        if rule.platform in platforms:
            for kind, texts in (("bad", rule.bad), ("good", rule.good)):
                for number, text in enumerate(texts):
                    if not re.search(r'(?m)^\s*(variable|module) "|^\s*locals', text):
                        yield f"{rule.id}-{kind}{number}", text


def write(folder: Path, count: int, seed: int, platforms: tuple[str, ...]) -> None:
    """Write so many examples, a root each, in which one value or block differs."""
    source = random.Random(seed)
    texts = list(examples(platforms))
    source.shuffle(texts)
    for number in range(count):
        name, text = texts[number % len(texts)]
        root = folder / f"{number:05}-{name}"
        root.mkdir(parents=True)
        (root / "main.tf").write_text(_mutated(text, source) + "\n" + _MORE)


def values(text: str) -> list[tuple[int, int]]:
    """Where the values of arguments stand that are written out."""
    return [found.span("value") for found in _VALUE.finditer(text)]


def _mutated(text: str, source: random.Random) -> str:
    blocks = [found for found in _BLOCK.finditer(text) if found[2] not in _NO_BLOCKS]
    places = values(text)
    if blocks and source.random() < 0.15:
        found = source.choice(blocks)
        return text[: found.start()] + _block(found[2], found[3], source) + text[found.end() :]
    if not places:
        return text
    start, end = source.choice(places)
    return text[:start] + source.choice(_others(text[start:end])) + text[end:]


def _block(name: str, body: str, source: random.Random) -> str:
    content = f"content {{\n{body}\n}}"
    return source.choice(
        (
            f"\n{name} {{}}\n",
            f'\ndynamic "{name}" {{\nfor_each = [1]\n{content}\n}}\n',
            f'\ndynamic "{name}" {{\nfor_each = toset(["a"])\n{content}\n}}\n',
            f'\ndynamic "{name}" {{\nfor_each = var.unset ? [1] : []\n{content}\n}}\n',
            f"\n{name} {{\n{body}\n}}\n{name} {{\n{body}\n}}\n",
        )
    )


def _others(value: str) -> tuple[str, ...]:
    """Other ways to write a value, and other values: what an argument of its type may be."""
    if value in ("true", "false"):
        other = "false" if value == "true" else "true"
        return (
            f'"{value}"', other, f'"{other}"', "null", f'tobool("{value}")', "var.unset",
            f"var.unset ? {value} : {other}", "var.filled", f"local.{value}", f"({value})",
        )  # fmt: skip
    if value.startswith('"'):
        text = value[1:-1]
        return (
            f'"{text.upper()}"', f'"{text.lower()}"', f'"{text.title()}"', '""', "null",
            f'lower("{text}")', f'upper("{text}")', "var.unset", f'var.unset ? "{text}" : null',
            f'"{text} "', f'format("%s", "{text}")', '"${var.unset}"', f'"{text}-${{var.unset}}"',
            "local.text", "aws_kms_key.k.arn", "local.object.inner.text", f'["{text}", "x"][0]',
            f'var.unset ? "{text}" : "x"',
        )  # fmt: skip
    if value.startswith("["):
        items = value[1:-1].strip()
        start = f"[{items}, " if items else "["
        return (
            f"toset([{items}])", "[]", "null", f"tolist([{items}])", f'{start}"zzz"]',
            f"distinct([{items}])", "var.unset", f"var.unset ? [{items}] : []", "local.list",
            "[var.unset]", f"{start}var.unset]",
        )  # fmt: skip
    return (
        f'"{value}"', "0", "-1", "null", f'tonumber("{value}")', "var.unset", "1000",
        f"var.unset ? {value} : 0", "local.number", f"{value} * 2", "3.5",
    )  # fmt: skip
