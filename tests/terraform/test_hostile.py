"""Code that is written to hurt: nothing raises, nothing takes long, nothing is lost in silence.

The limits here are for a fifth of a megabyte and a slow machine; honest code of this size takes a
fraction of them, and a quadratic trap takes minutes.
"""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from scanner.engine import evaluate
from scanner.load.terraform import load_terraform
from scanner.model import DiagnosticLevel, Loaded, Rule, Unknown
from scanner.policy import load_policy
from scanner.project import Project
from scanner.rulebook import load_rules
from scanner.terraform.options import TerraformOptions

ROOT = Path(__file__).parents[2]
SIZE = 200_000
HEAD, TAIL = 'resource "aws_s3_bucket" "b" {\n  bucket = ', "\n}\n"

Judge = Callable[..., Loaded]


@pytest.fixture(scope="module")
def rules() -> tuple[Rule, ...]:
    """Those of the default policy, as a scan asks them."""
    return load_policy("baseline", load_rules()).rules


@pytest.fixture
def judge(tmp_path: Path, rules: tuple[Rule, ...]) -> Judge:
    """Load files (path -> content) and judge what they declare, within so many seconds."""

    def judging(files: dict[str, str | bytes], seconds: float = 2.0) -> Loaded:
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            data = content if isinstance(content, bytes) else content.encode("utf-8", "replace")
            path.write_bytes(data)
        start = time.process_time()
        options = TerraformOptions(boundary=str(tmp_path))
        loaded = load_terraform([str(tmp_path)], Project(str(tmp_path), str(tmp_path)), options)
        evaluation = evaluate(loaded.resources, rules)
        assert time.process_time() - start < seconds
        assert not [d for d in evaluation.diagnostics if d.level is DiagnosticLevel.ERROR]
        return loaded

    return judging


def codes(loaded: Loaded) -> set[str]:
    return {diagnostic.code for diagnostic in loaded.diagnostics}


# --- one construct, as often as it fits ----------------------------------------------------------

NESTED = [
    *("(", "[", "{a=", '"${', "-", "!", "a ? b : ", "a ? (", "f(", "f::", "a[", "a[0].", "[0]"),
    *("[*]", ".*", ".b", ".0", "+1", "||a", "<<E\n${", "[for a in b : ", "{for a in b : a => "),
    *('"%{if a}', '"%{for a in b}', "%{if a}", "${", "${a}", '"', "\\", "$${", "1,", '"a",', "[],"),
    *("{},", "f(),", "a=1,", "a=1\n", "(a) = 1\n", "/* ", "/**/", "# \n", "\n", "\r\n", " ", "1"),
    *("x", "\u00e9", "\U0001f600", "\u0301", "\x00", "\ufeff"),
]  # fmt: skip
FILES = [
    *("a {\n", 'a "b" {\n', "a = 1\n", "a {}\n", "x = <<E\n", "a { b = 1 }\n", "}\n", "{\n"),
    *('resource "aws_s3_bucket" "b" {}\n', "locals { a = 1 }\n", 'variable "a" {}\n', '"\n'),
    *('module "a" { source = "./a" }\n', 'provider "aws" {}\n', "# trueup:ignore x\n", "/*\n"),
    *("moved {\n from = a.b\n to = a.c\n}\n", 'data "a" "b" {}\n', 'a="${', 'resource "a" "'),
    *("<<A\n", 'a = "x\n', "\ufeff"),
]  # fmt: skip
# Units that hold nothing to judge and nothing that is wrong.
HARMLESS = {
    "a {}\n",
    "a { b = 1 }\n",
    "# trueup:ignore x\n",
    "moved {\n from = a.b\n to = a.c\n}\n",
}


@pytest.mark.parametrize("unit", NESTED, ids=repr)
def test_a_value_of_one_construct(unit: str, judge: Judge) -> None:
    for opening in ("", "(", '"'):
        loaded = judge({"main.tf": HEAD + opening + unit * (SIZE // len(unit)) + TAIL})
        # Either the resource is there, or something says why it is not.
        assert loaded.resources or loaded.diagnostics


@pytest.mark.parametrize("unit", FILES, ids=repr)
def test_a_file_of_one_construct(unit: str, judge: Judge) -> None:
    loaded = judge({"main.tf": unit * (SIZE // len(unit))})
    assert loaded.diagnostics or loaded.resources or unit in HARMLESS


@pytest.mark.parametrize(
    "text",
    [
        *("[" * SIZE, '{"a":' * (SIZE // 5), '"' * SIZE, " " * SIZE, '{"a":1,' * (SIZE // 7)),
        '{"locals":{"x":1e999999999}}',
        '{"locals":{"x":1e-999999999}}',
        '{"locals":{"x":' + "9" * SIZE + "}}",
        '{"locals":{"x":0.' + "1" * SIZE + "}}",
        '{"locals":{' + ",".join(['"a":1'] * 20_000) + "}}",
        '{"locals":{"x":"' + "\\ud800" * 30_000 + '"}}',
        '{"locals":{"x":"' + "\\u0024{" * 30_000 + '"}}',
        '{"locals":{"x":"' + "${a}" * 50_000 + '"}}',
        '{"locals":{"x":' + "[" * 50_000 + "]" * 50_000 + "}}",
        '{"resource":' + "[" * 100 + '{"a":{"b":{}}}' + "]" * 100 + "}",
        '{"variable":{"x":{"type":"' + "list(" * 30_000 + '"}}}',
        '\ufeff{"locals":\ufeff{}}',
    ],
    ids=lambda text: text[:24],
)
def test_json(text: str, judge: Judge) -> None:
    code = 'variable "x" {}\n' + HEAD + "[var.x, local.x]" + TAIL
    loaded = judge({"main.tf": code, "more.tf.json": text, "terraform.tfvars.json": text})
    assert loaded.resources


# --- evaluation ----------------------------------------------------------------------------------


def many(expression: str, count: int) -> str:
    return "".join(
        f'resource "terraform_data" "r{n}" {{\n  input = {expression}\n}}\n' for n in range(count)
    )


def doubled(step: str, first: str, times: int) -> str:
    """Locals of which each has the one before it twice."""
    lines = [f"  b0 = {first}", *(f"  b{n + 1} = {step.replace('@', f'local.b{n}')}"
                                  for n in range(times))]  # fmt: skip
    return "locals {\n" + "\n".join(lines) + "\n}\n" + HEAD + f"local.b{times}" + TAIL


POLICY = 'data "aws_iam_policy_document" "{0}" {{\n{1}\n}}\n'
SOURCES = "  source_policy_documents = [{0}, {0}]"
NEXT = "data.aws_iam_policy_document.d{0}.json"
STATEMENT = "statement {\n  actions = ['*']\n}\n".replace("'", '"')

EXPENSIVE = {
    "for in for in for": many("[for a in range(999): [for b in range(999): [a, b]]]", 9),
    "ranges": many("length(range(1000))", 1800),
    "fractions": many("[for a in range(999): [for b in range(999): a / (b + 1.7)]]", 9),
    "copies": "locals {\n  b = range(1000)\n}\n" + many("[for a in local.b : a]", 1500),
    "encodings": "locals {\n  b = range(1000)\n}\n" + many("jsonencode(local.b)", 1500),
    "sets": "locals {\n  b = toset([for n in range(1000) : tostring(n)])\n}\n"
    + many("setunion(local.b, toset([]))", 1500),
    "text": doubled('"${@}${@}"', '"aaaaaaaa"', 60),
    "tuples": doubled("[@, @]", "[1]", 60),
    "lists": doubled("concat(@, @)", "[1]", 60),
    "products": HEAD + "setproduct(range(999), range(999), range(999))" + TAIL,
    "range": HEAD + "range(100000000)" + TAIL,
    "power": HEAD + "pow(10, pow(10, 10))" + TAIL,
    "width": HEAD + 'format("%999999999d%.999999999f", 1, 1)' + TAIL,
    "expression": HEAD + f'regexall("(a+)+$", "{"a" * 20_000}b")' + TAIL,
    "instances": "".join(
        f'resource "a" "r{n}" {{\n  count = 10000\n}}\n' for n in range(200)
    ),
    "policies": "".join(
        POLICY.format(f"d{n}", SOURCES.format(NEXT.format(n + 1))) for n in range(100)
    )
    + POLICY.format("d100", STATEMENT)
    + HEAD + NEXT.format(0) + TAIL,
    "statements": POLICY.format("d", STATEMENT * 8000)
    + HEAD + "data.aws_iam_policy_document.d.json" + TAIL,
    "yaml": HEAD + "yamldecode(<<E\na: &a [x,x,x,x,x,x,x,x,x]\n"
    + "".join(f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n"
              for a, b in zip("abcdefghijk", "bcdefghijkl", strict=True)) + "E\n)\n}\n",
    "modules": 'module "a" {\n  source = "./"\n  count  = 9\n}\n',
}  # fmt: skip


@pytest.mark.parametrize("name", EXPENSIVE)
def test_an_expensive_evaluation_is_cut_short_and_says_so(name: str, judge: Judge) -> None:
    loaded = judge({"main.tf": EXPENSIVE[name]}, 6.0)
    (kept,) = [r for r in loaded.resources if r.address == "aws_s3_bucket.b"] or [None]
    unknown = kept is not None and isinstance(kept.attributes["bucket"], Unknown)
    assert codes(loaded) or unknown


def test_modules_that_call_modules_ten_times_each(judge: Judge) -> None:
    call = 'module "a{0}" {{\n  source = "{1}"\n}}\n'
    files: dict[str, str | bytes] = {
        f"m{n}/main.tf": "".join(call.format(i, f"../m{n + 1}") for i in range(10))
        for n in range(7)
    }
    files["m7/main.tf"] = 'resource "aws_s3_bucket" "b" {}\n'
    loaded = judge(files | {"main.tf": call.format(0, "./m0")}, 8.0)
    assert any(code.startswith("limit") for code in codes(loaded))


def test_ten_thousand_instances_are_all_there(judge: Judge) -> None:
    names = '[for a in range(10) : [for b in range(1000) : "${a}-${b}"]]'
    code = f'resource "a" "b" {{\n  for_each = toset(flatten({names}))\n}}\n'
    assert len(judge({"main.tf": code}, 6.0).resources) == 10_000


def test_more_resources_than_any_root_has(judge: Judge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scanner.terraform.emit.MAX_RESOURCES", 50)
    code = "".join(f'resource "a" "r{n}" {{\n  count = 20\n}}\n' for n in range(9))
    loaded = judge({"main.tf": code})
    assert len(loaded.resources) == 50
    (found,) = [d for d in loaded.diagnostics if d.code == "limit-resources"]
    assert found.level is DiagnosticLevel.ERROR and "a.r2[10]" in found.message


def test_reading_many_files_again_and_again(judge: Judge) -> None:
    files: dict[str, str | bytes] = {f"d{a}/e{b}/f": "" for a in range(10) for b in range(10)}
    files["big"] = "a" * 5_000_000
    code = many('fileset(".", "**")', 1500) + many('filesha256("big")', 1500).replace("r", "s", 1)
    assert any(c.startswith("limit") for c in codes(judge({**files, "main.tf": code}, 6.0)))


# --- bytes and special files ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xfe" * 50_000,
        b'resource "a" "b" {}\n' * 2000 + b"\xff",
        b'resource "a" "b" {}\n\xef\xbb\xbf' * 2000,
        b"a = 1\n" * 2000 + b"\0" * 100_000,
        b"\xed\xa0\x80",
        b'x = "\xf0\x9f"\n',
    ],
)
def test_what_is_no_text(data: bytes, judge: Judge) -> None:
    loaded = judge({"main.tf": data, "b.tf.json": data, "terraform.tfvars": data})
    assert any(d.level is DiagnosticLevel.ERROR for d in loaded.diagnostics)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this platform has no named pipes")
def test_what_is_no_file(tmp_path: Path, judge: Judge) -> None:
    """A pipe nobody writes to, an endless device, folders and links that go in circles."""
    os.mkfifo(tmp_path / "pipe.tf")
    os.mkfifo(tmp_path / "terraform.tfvars")
    os.mkfifo(tmp_path / "text")
    (tmp_path / "zero.tf").symlink_to("/dev/zero")
    (tmp_path / "folder.tf").mkdir()
    (tmp_path / "circle.tf").symlink_to("circle.tf")
    (tmp_path / "up").symlink_to(tmp_path)
    code = HEAD + '[file("text"), file("up"), fileset(".", "**")]' + TAIL
    loaded = judge({"main.tf": code})
    told = {diagnostic.path for diagnostic in loaded.diagnostics}
    assert {"pipe.tf", "zero.tf", "circle.tf", "terraform.tfvars"} <= told
    assert [resource.address for resource in loaded.resources] == ["aws_s3_bucket.b"]


# --- damaged fixtures ----------------------------------------------------------------------------


def damaged(data: bytes, other: bytes, source: random.Random) -> bytes:
    """A file with damage: bytes changed, cut off, a part doubled, or another file spliced in."""
    start = source.randrange(len(data))
    end = min(len(data), start + source.choice([1, 3, 20, 200]))
    kind = source.randrange(5)
    if kind == 0:
        return data[:start] + bytes([source.randrange(256)]) + data[start + 1 :]
    if kind == 1:
        return data[:start]
    if kind == 2:
        return data[:end] + data[start:]
    if kind == 3:
        return data[:start] + other[source.randrange(len(other)) :]
    return (
        data[:start] + source.choice([b'"', b"{", b"}", b"${", b"<<E\n", b"/*", b"\0"]) + data[end:]
    )


def folders() -> list[Path]:
    found = {path.parent for top in ("fixtures", "tests") for path in (ROOT / top).rglob("*.tf")}
    return sorted(found)


@pytest.mark.parametrize("folder", folders(), ids=lambda p: str(p.relative_to(ROOT)))
def test_damaged_fixtures(folder: Path, judge: Judge, tmp_path: Path) -> None:
    source = random.Random(str(folder.relative_to(ROOT)))
    files = {p.name: p.read_bytes() for p in sorted(folder.glob("*.tf*")) if p.is_file()}
    names = [name for name, data in files.items() if data]
    for _ in range(6):
        broken: dict[str, str | bytes] = {**files}
        for name in source.sample(names, min(2, len(names))):
            broken[name] = damaged(files[name], files[source.choice(names)], source)
        judge(broken, 3.0)


@pytest.mark.parametrize("seed", range(20))
def test_damaged_json(seed: int, judge: Judge) -> None:
    source = random.Random(seed)
    tree = {
        "resource": {"aws_s3_bucket": {"b": [{"bucket": "${var.x}-a", "count": 2}]}},
        "variable": {"x": {"type": "list(object({a=optional(string)}))", "default": []}},
        "module": {"m": {"source": "./m", "for_each": "${toset([1])}"}},
        "locals": {"x": {"y": "%{if true}a%{endif}"}, "//": "c"},
    }
    text = json.dumps(tree).encode()
    for _ in range(5):
        judge({"main.tf.json": damaged(text, text, source), "m/main.tf": HEAD + "1" + TAIL})
