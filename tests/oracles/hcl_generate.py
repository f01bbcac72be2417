"""Make random HCL files: every construct of the grammar, in every combination, always the same.

    python tests/oracles/hcl_generate.py [--seed 1] [--files 100] [--mutants 100]

Prints a JSON list of texts. The first `files` follow the grammar (a parser should accept nearly
all of them; a few break rules that only a reader of the whole would see, such as a repeated
argument); the `mutants` after them are such files with damage: parts cut out, doubled, swapped,
spliced into another file, or characters changed.
"""

from __future__ import annotations

import argparse
import json
import random
import sys

NAMES = [
    *("a", "b", "name", "for_each", "x-y", "_z", "count", "v2", "tags", "forx", "ifs", "c1"),
    *("\u00e9t\u00e9", "\u540d\u524d", "stra\u00dfe", "nullable", "true_", "e", "key", "value"),
]
KEYWORDS = ("true", "false", "null")
WORDS = [
    *("a", "text", "10.0.0.0/8", "arn:aws:s3:::x", "*", "#no", "//no", "/*no*/", "$", "%", "$$"),
    *("\u00fc\u00f1\u00ed", "e\u0301", "\U0001f600", "\u65e5\u672c", "{", "}", "'x", "~", "'"),
    *("$${x}", "%%{if}", "\\n", "\\t", '\\"', "\\\\", "\\u00e9", "\\U0001F600", "  ", "=", "<<EOT"),
    *("$ {", "% {", "$$", "%%", "\u00a0", "\u200b"),
]  # fmt: skip
OPERATORS = ["||", "&&", "==", "!=", "<", ">", "<=", ">=", "+", "-", "*", "/", "%"]
NUMBERS = [
    *("0", "1", "42", "007", "1.5", "0.10", "1e3", "1.5E-3", "2e+2", "9007199254740993", "1e40"),
    *("123456789012345678901234567890", "0.1000000000000000055511151231257827", "3.0"),
]
COMMENTS = [
    "# c",
    "// c",
    "/* c */",
    '# "${',
    "/* a\n b */",
    "# \u00e9",
    "//",
    "#",
    "/**/",
    "/***/",
]
MARKERS = ["EOT", "E", "EOF_2", "\u00c9", "a-b"]
DAMAGE = [*"\"{}[]()$%=#/\\\n\r~<>-.,:?!*'\x00\ufeff ", "${", "%{", "<<E\n", "/*", "*/", "::"]


class Writer:
    """One file's worth of random decisions."""

    def __init__(self, source: random.Random) -> None:
        self.source = source
        self.chance = source.random
        self.choice = source.choice

    def file(self) -> str:
        text = self.body(self.source.randint(1, 6), 0, 3)
        if self.chance() < 0.15:
            text = text.replace("\r\n", "\n").replace("\n", "\r\n")
        if self.chance() < 0.1:
            text = text.rstrip("\r\n")
        return text

    def body(self, items: int, indent: int, depth: int) -> str:
        lines: list[str] = []
        taken: set[str] = set()
        pad = self.choice(["  ", "  ", "\t", "    ", " ", ""]) * indent
        for _ in range(items):
            if self.chance() < 0.2:
                lines.append(pad + self.choice(COMMENTS))
            if self.chance() < 0.15:
                lines.append(self.choice(["", "   ", "\t"]))
            name = self.name()
            if depth and self.chance() < 0.45:
                lines.append(pad + self.block(name, indent, depth))
            elif name not in taken or self.chance() < 0.02:
                taken.add(name)
                lines.append(pad + self.attribute(name, depth + 1))
        return "".join(line + "\n" for line in lines)

    def attribute(self, name: str, depth: int) -> str:
        space = self.blank()
        text = f"{name}{space}={self.blank()}{self.expression(depth, False)}"
        if text.endswith("\n"):
            return text[:-1]  # a heredoc's marker ends its line
        return text + self.choice(["", "", "", " ", " # c", "// c", " /* c */", "\t"])

    def block(self, name: str, indent: int, depth: int) -> str:
        # As in every real schema, blocks of a type have labels of one number.
        count = self.source.choice([0, 1, 2, 2, 3])
        labels = "".join(" " + self.label() for _ in range(count))
        head = f"{name}_{count}{labels}{self.choice([' ', ' ', ' ', '', '/* c */'])}{{"
        kind = self.chance()
        if kind < 0.1:
            return head + self.choice(["", " ", "\t"]) + "}"
        if kind < 0.2:
            value = self.expression(depth, False)
            if "<<" not in value:
                return f"{head} {self.name()} = {value} }}"
        opening = self.choice(["\n", "\n", " # c\n", " // c\n"])
        tail = self.choice(["", "", "", " # c", " /* c */ // d"])
        inner = self.body(self.source.randint(0, 4), indent + 1, depth - 1)
        return head + opening + inner + "  " * indent + "}" + tail

    def label(self) -> str:
        quoted = [f'"{self.name()}"', '"a b"', '"\u00e9"', '"a-\\"b"', '"$"', '""', '"$${x}"']
        return self.choice([self.name(), *quoted])

    def name(self) -> str:
        return self.choice(NAMES) if self.chance() < 0.99 else self.choice(["in", "if", "for"])

    def blank(self) -> str:
        return self.choice([" ", " ", " ", "", "  ", "\t", " /* c */ "])

    def gap(self, lines: bool) -> str:
        """What may stand between tokens; lines: newlines count as blanks."""
        if lines and self.chance() < 0.2:
            return self.choice(["\n", "\n  ", " # c\n", " // c\n\t", "\n\n"])
        return self.choice(["", " ", " ", " ", "  ", "\t", "/* c */"])

    def expression(self, depth: int, lines: bool) -> str:
        """An expression; a heredoc, which only a value of its own can be, ends with a newline."""
        if depth <= 0 or self.chance() < 0.25:
            return self.atom(lines)
        g = lambda: self.gap(lines)  # noqa: E731 - said twenty times below
        inner = lambda: self.expression(depth - 1, lines)  # noqa: E731
        within = lambda: self.expression(depth - 1, True)  # noqa: E731
        kind = self.source.randrange(17)
        if kind == 0:
            return f"({self.gap(True)}{within()}{self.gap(True)})"
        if kind in (1, 2):
            left, right = self.operand(depth, lines), self.operand(depth, lines)
            return f"{left} {self.choice(OPERATORS)} {right}"
        if kind == 3:
            arms = f"{g()}{self.operand(depth, lines)}{g()} :{g()}{self.operand(depth, lines)}"
            return f"{self.operand(depth, lines)} ?{arms}"
        if kind == 4:
            return f"{self.choice('-!')}{self.choice(['', '', ' '])}{self.operand(depth, lines)}"
        if kind == 5:
            return self.tuple(depth)
        if kind in (6, 7):
            return self.object(depth)
        if kind in (8, 9):
            return self.call(depth)
        if kind == 10:
            return self.for_tuple(depth)
        if kind == 11:
            return self.for_object(depth)
        if kind in (12, 13):
            return self.steps(self.operand(depth, lines), depth)
        if kind == 14 and not lines and depth > 1:
            return self.heredoc(depth)
        if kind == 15:
            return f"{inner()} {self.choice(OPERATORS)} {inner()}" if lines else self.quoted(depth)
        return self.quoted(depth)

    def operand(self, depth: int, lines: bool) -> str:
        text = self.expression(depth - 1, lines)
        if "<<" in text or self.chance() < 0.3:
            return f"({self.expression(depth - 2, True)})"
        return text

    def atom(self, lines: bool) -> str:
        kind = self.source.randrange(8)
        if kind == 0:
            return self.choice(NUMBERS)
        if kind == 1:
            return self.choice(KEYWORDS)
        if kind in (2, 3):
            return self.quoted(0)
        return self.steps(self.choice(["var", "local", "each", "module", self.name()]), 0)

    def steps(self, text: str, depth: int) -> str:
        for _ in range(self.source.choice([0, 1, 1, 2, 3])):
            kind = self.source.randrange(10)
            if kind < 4:
                text += f".{self.name()}"
            elif kind == 4:
                text += f".{self.source.randint(0, 12)}"
            elif kind == 5:
                text += f"[{self.source.randint(0, 12)}]"
            elif kind == 6:
                text += f'["{self.choice(WORDS)}"]'
            elif kind == 7:
                text += "[*]"
            elif kind == 8:
                text += ".*"
            else:
                key = self.expression(depth - 1, True)
                if key in NUMBERS or key in KEYWORDS:
                    key = "var.key"  # literals as keys are among the snippets of hcl_corpus.json
                text += f"[{self.gap(True)}{key}{self.gap(True)}]"
        return text

    def tuple(self, depth: int) -> str:
        items = [self.expression(depth - 1, True) for _ in range(self.source.randint(0, 4))]
        text = "".join(self.gap(True) + item + self.gap(True) + "," for item in items)
        if text and self.chance() < 0.7:
            text = text[:-1]
        return f"[{text}{self.gap(True)}]"

    def object(self, depth: int) -> str:
        lines = self.chance() < 0.6
        text = ""
        for _ in range(self.source.randint(0, 4)):
            key = self.choice([
                self.name(), self.name(), f'"{self.choice(WORDS)}"', "(var.k)", '"${var.k}"', "1",
                "true", f"({self.expression(depth - 2, True)})", '"a${b}"',
            ])  # fmt: skip
            value = self.expression(depth - 1, False)
            text += f"{self.blank()}{key}{self.blank()}{self.choice('===:')}{self.blank()}{value}"
            if text.endswith("\n"):
                continue
            text += self.choice(["\n", ",\n", " # c\n"] if lines else [", "])
        if not lines and self.chance() < 0.7:
            text = text.removesuffix(", ")
        return f"{{{self.choice([chr(10), '']) if lines else ' '}{text}}}"

    def call(self, depth: int) -> str:
        name = self.choice(
            ["f", "merge", "jsonencode", "provider::aws::arn", "core::max", self.name()]
        )
        items = [self.expression(depth - 1, True) for _ in range(self.source.randint(0, 3))]
        text = ",".join(self.gap(True) + item + self.gap(True) for item in items)
        if text and self.chance() < 0.2:
            text += self.choice([",", "...", "...\n"])
        return f"{name}({text})"

    def for_head(self, depth: int) -> str:
        names = self.name() + (
            f"{self.gap(True)},{self.gap(True)}{self.name()}" * (self.chance() < 0.5)
        )
        return (
            f"for {names} in {self.expression(depth - 1, True)}{self.gap(True)}:{self.gap(True)} "
        )

    def condition(self, depth: int) -> str:
        return f" if {self.expression(depth - 1, True)}" if self.chance() < 0.4 else ""

    def for_tuple(self, depth: int) -> str:
        text = self.for_head(depth) + self.expression(depth - 1, True) + self.condition(depth)
        return f"[{self.gap(True)}{text}{self.gap(True)}]"

    def for_object(self, depth: int) -> str:
        text = f"{self.for_head(depth)}{self.expression(depth - 1, True)} =>"
        text += f" {self.expression(depth - 1, True)}{self.choice(['', '', '...'])}"
        return f"{{{self.gap(True)}{text}{self.condition(depth)}{self.gap(True)}}}"

    def quoted(self, depth: int) -> str:
        parts: list[str] = []
        for _ in range(self.source.randint(0, 4)):
            if depth > 0 and self.chance() < 0.5:
                parts.append(self.sequence(depth))
            else:
                parts.append(self.choice(WORDS))
        return '"' + "".join(parts) + '"'

    def sequence(self, depth: int) -> str:
        left, right = self.choice(["", "", "", "~"]), self.choice(["", "", "", "~"])
        kind = self.chance()
        if kind < 0.75:
            value = self.gap(True) + self.expression(depth - 1, True) + self.gap(True)
            return f"${{{left}{value}{right}}}"
        inner = self.choice([*WORDS[:8], "  x ", self.sequence(depth - 1) if depth > 1 else ""])
        value = self.expression(depth - 1, True)
        if kind < 0.9:
            other = self.choice(["", f"%{{{left} else {right}}} y "])
            return f"%{{ if {value} {right}}}{inner}{other}%{{{left}endif}}"
        return f"%{{ for {self.name()} in {value} {right}}}{inner}%{{{left} endfor }}"

    def heredoc(self, depth: int) -> str:
        marker = self.choice(MARKERS)
        flush = self.choice(["", "-"])
        lines: list[str] = []
        for _ in range(self.source.randint(0, 5)):
            line = self.choice(["", "  ", "    ", "\t", "   "])
            for _ in range(self.source.randint(0, 3)):
                if self.chance() < 0.35:
                    line += self.sequence(depth - 1)
                else:
                    line += self.choice([*WORDS, '"', "\\", "\\n", marker + "x", " "])
            lines.append(line + "\n")
        return f"<<{flush}{marker}\n{''.join(lines)}{self.choice(['', '  ', chr(9)])}{marker}\n"


def damaged(texts: list[str], source: random.Random) -> str:
    """A text with one to three wounds."""
    text = source.choice(texts)
    for _ in range(source.randint(1, 3)):
        start = source.randrange(len(text) + 1)
        end = min(len(text), start + source.choice([0, 1, 1, 2, 5, 30]))
        kind = source.randrange(6)
        if kind == 0:
            text = text[:start] + text[end:]
        elif kind == 1:
            text = text[:start] + text[start:end] * 2 + text[end:]
        elif kind == 2:
            text = text[:start] + source.choice(DAMAGE) + text[end:]
        elif kind == 3:
            text = text[:start] + source.choice(DAMAGE) + text[start:]
        elif kind == 4:
            text = text[:start]
        else:
            other = source.choice(texts)
            text = text[:start] + other[source.randrange(len(other) + 1) :]
    return text


def generate(seed: int, files: int, mutants: int) -> list[str]:
    """The texts: `files` whole ones, then `mutants` of them."""
    source = random.Random(seed)
    whole = [Writer(source).file() for _ in range(files)]
    return [*whole, *[damaged(whole, source) for _ in range(mutants)]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--files", type=int, default=100)
    parser.add_argument("--mutants", type=int, default=100)
    options = parser.parse_args()
    json.dump(generate(options.seed, options.files, options.mutants), sys.stdout)


if __name__ == "__main__":
    main()
