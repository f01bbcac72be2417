"""The user's own checks: loaded as Checkov loads them, on a small Checkov of our own."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from scanner.errors import PackError
from scanner.model import DiagnosticLevel, Level, Rule, RuleBody
from scanner.packs.checkov.catalogue import Catalogue, Check, GraphChecks
from scanner.packs.checkov.client import Worker, environment
from scanner.packs.checkov.external import clashes, with_external
from scanner.packs.checkov.rules import rules_of

CHECK = """
from checkov.terraform.checks.resource.base_resource_check import BaseCheck

class Own(BaseCheck):
    def answer(self, conf):
        return ({answer}), ["tags"]

check = Own({id!r}, "Ensure it is ours", {types!r}, "IAM", "https://example.com")
"""
VOLUME = "aws_ebs_volume"

Ask = Callable[[], Worker]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "__init__.py").write_text("raise RuntimeError('never run')\n")
    return tmp_path / "own"


@pytest.fixture
def ask(small_checkov: str, folder: Path) -> Iterator[Ask]:
    started: list[Worker] = []

    def start() -> Worker:
        started.append(Worker(small_checkov, external=[str(folder)]))
        return started[-1]

    yield start
    for worker in started:
        worker.close()


def write(
    path: Path, id_: str = "OWN_1", types: tuple[str, ...] = (VOLUME,), answer: str = "'FAILED'"
) -> None:
    path.write_text(CHECK.format(id=id_, types=list(types), answer=answer))


def index_of(worker: Worker) -> dict[str, Any]:
    found: dict[str, Any] = worker.ask({"do": "external"}, "the index")["index"]
    return found


def said_of(worker: Worker, type_: str, modules: tuple[str, ...] = (), **conf: Any) -> Any:
    request = {"do": "judge", "kind": "resource", "type": type_, "name": "a", "path": f"1:{type_}"}
    conf = {name: [value] for name, value in conf.items()}
    answer = worker.ask({**request, "conf": conf, "modules": list(modules)}, type_)
    return {id_: (verdict, keys) for id_, verdict, keys in answer["said"]}


def catalogue(*checks: Check, graphs: dict[str, GraphChecks] | None = None) -> Catalogue:
    return Catalogue("3.3.30", {one.id: one for one in checks}, {}, {}, graphs or {})


# ---- in the worker -------------------------------------------------------------------------------


def test_a_check_is_listed_and_asked(ask: Ask, folder: Path) -> None:
    write(folder / "one.py", answer="'PASSED' if conf.get('owner') else 'FAILED'")
    index = index_of(ask())
    assert index["ids"] == {"resource/aws_ebs_volume": ["OWN_1"]}
    name, category, guideline, words, file, severity = index["checks"]["OWN_1"]
    assert (name, category, severity) == ("Ensure it is ours", "IAM", "")
    assert guideline == "https://example.com"
    assert {"tags", "owner"} <= set(words)
    assert file == str(folder / "one.py")
    assert index["problems"] == []
    assert said_of(ask(), VOLUME) == {"OWN_1": ("FAILED", ["tags"])}
    assert said_of(ask(), VOLUME, owner="me") == {"OWN_1": ("PASSED", ["tags"])}


def test_a_pattern_is_asked_of_every_type_that_matches(ask: Ask, folder: Path) -> None:
    write(folder / "one.py", types=("aws_*", "google_x"))
    worker = ask()
    assert set(index_of(worker)["ids"]) == {"resource/aws_*", "resource/google_x"}
    for type_, asked in {"aws_a": 1, "google_x": 1, "google_y": 0}.items():
        assert len(said_of(worker, type_)) == asked


def test_a_file_may_import_those_beside_it(ask: Ask, folder: Path) -> None:
    (folder / "helper.py").write_text("VERDICT = 'PASSED'\n")
    write(folder / "one.py", answer="VERDICT")
    text = (folder / "one.py").read_text()
    (folder / "one.py").write_text(f"from helper import VERDICT\n{text}")
    assert said_of(ask(), VOLUME) == {"OWN_1": ("PASSED", ["tags"])}
    assert not list(folder.rglob("__pycache__"))


def test_a_file_that_is_called_as_a_module_of_python_harms_nobody(ask: Ask, folder: Path) -> None:
    write(folder / "fnmatch.py", "OWN_2")
    (folder / "secrets.py").write_text("raise_it = 1\n")
    write(folder / "late.py", answer="__import__('secrets').token_hex(1) and 'PASSED'")
    found = said_of(ask(), VOLUME)
    assert found == {"OWN_1": ("PASSED", ["tags"]), "OWN_2": ("FAILED", ["tags"])}


@pytest.mark.parametrize("first", ["external", "judge"])
def test_checkovs_own_check_goes_first_whatever_is_imported_first(
    ask: Ask, folder: Path, first: str
) -> None:
    write(folder / "one.py", "CKV_AWS_1001", (VOLUME, "acme_other"), "'UNKNOWN'")
    worker = ask()
    if first == "external":
        assert index_of(worker)["ids"]["resource/acme_other"] == ["CKV_AWS_1001"]
    modules = ("checkov.terraform.checks.resource.aws.Encrypted",)
    said = said_of(worker, VOLUME, modules, encrypted=True)
    assert said == {"CKV_AWS_1001": ("PASSED", ["encrypted"])}
    assert said_of(worker, "acme_other") == {"CKV_AWS_1001": ("UNKNOWN", ["tags"])}


def test_what_a_file_of_theirs_imports_of_checkovs_stays_checkovs(ask: Ask, folder: Path) -> None:
    (folder / "one.py").write_text(
        textwrap.dedent("""
        from checkov.terraform.checks.resource.aws.Encrypted import Check

        class Mine(Check):
            def answer(self, conf):
                return "PASSED", []

        Mine("OWN_1", "Ensure", ["aws_ebs_volume"])
        """)
    )
    worker = ask()
    assert list(index_of(worker)["checks"]) == ["OWN_1"]
    assert set(said_of(worker, VOLUME)) == {"OWN_1", "CKV_AWS_1001"}


def test_a_file_may_be_called_anything(ask: Ask, folder: Path) -> None:
    import os

    bad = os.path.join(os.fsencode(folder), b"bad-\xff.py")
    with open(bad, "w") as file:
        file.write("import that_there_is_not\n")
    (problem,) = index_of(ask())["problems"]
    assert problem[:3] == ["import", str(folder / "bad-\N{REPLACEMENT CHARACTER}.py"), 1]


def test_folders_below_count_where_they_are_packages(ask: Ask, folder: Path) -> None:
    for name in ("deep", "tests"):
        (folder / name).mkdir()
        write(folder / name / f"{name}.py", name.upper())
    (folder / "deep" / "__init__.py").touch()
    index = index_of(ask())
    assert list(index["checks"]) == ["DEEP"]
    assert index["problems"] == [["unlisted", str(folder / "tests" / "tests.py"), 0, []]]


@pytest.mark.parametrize(
    ("text", "line", "detail"),
    [
        ("x = 1\nimport that_there_is_not\n", 2, ["ModuleNotFoundError", "that_there_is_not"]),
        ("x = (\n", 1, ["SyntaxError", ""]),
        ("x = 'hunter2'\n\nraise ValueError(x)\n", 3, ["ValueError", ""]),
        ("import sys\nsys.exit()\n", 2, ["SystemExit", ""]),
        (
            "import urllib.request\nurllib.request.urlopen('http://example.com')\n",
            2,
            ["RefusedError", "socket.getaddrinfo"],
        ),
        (CHECK.format(id=7, types=[VOLUME], answer="'PASSED'"), 8, ["TypeError", ""]),
    ],
)
def test_a_file_that_does_not_load_costs_itself(
    ask: Ask, folder: Path, text: str, line: int, detail: list[str]
) -> None:
    (folder / "bad.py").write_text(text)
    write(folder / "good.py")
    index = index_of(ask())
    assert list(index["checks"]) == ["OWN_1"]
    assert index["problems"] == [["import", str(folder / "bad.py"), line, detail]]


def test_a_file_of_another_framework_is_not_wrong(ask: Ask, folder: Path) -> None:
    (folder / "cfn.py").write_text(
        "from checkov.cloudformation.checks.resource.base_resource_check import X\n"
    )
    path = str(folder / "cfn.py")
    assert index_of(ask())["problems"] == [["nobody", path, 0, ["cfn.py", "cloudformation"]]]


def test_a_file_that_does_without_what_is_refused_is_told(ask: Ask, folder: Path) -> None:
    write(folder / "one.py")
    reach = "import os\ntry:\n    os.system('true')\nexcept OSError:\n    pass\n"
    (folder / "one.py").write_text(reach + (folder / "one.py").read_text())
    index = index_of(ask())
    assert list(index["checks"]) == ["OWN_1"]
    assert index["problems"] == [["refused", str(folder / "one.py"), 0, ["os.system"]]]


def test_a_check_of_checkovs_graph_is_told(ask: Ask, folder: Path) -> None:
    write(folder / "one.py", answer="self.graph.nodes() and 'PASSED'")
    index = index_of(ask())
    assert index["checks"] == {}
    assert index["problems"] == [["graph", str(folder / "one.py"), 0, ["OWN_1"]]]


def test_of_two_with_one_id_the_first_counts(ask: Ask, folder: Path) -> None:
    write(folder / "a.py", answer="'PASSED'")
    write(folder / "b.py")
    worker = ask()
    assert index_of(worker)["problems"] == [["again", str(folder / "b.py"), 0, ["OWN_1", VOLUME]]]
    assert said_of(worker, VOLUME) == {"OWN_1": ("PASSED", ["tags"])}


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("a.json", '{\n"a": 1,\n}', ["import", 3, ["JSONDecodeError", ""]]),
        ("a.json", '{"kind": "Pod"}', ["unlike", 0, ["KeyError"]]),
        ("a.json", "[]", ["unlike", 0, ["NoCheck"]]),
        ("a.json", '{"metadata": {},\n"definition": {}}', ["policy", 0, ["KeyError"]]),
    ],
)
def test_a_policy_that_is_none(
    ask: Ask, folder: Path, name: str, text: str, problem: list[Any]
) -> None:
    (folder / name).write_text(text)
    what, line, detail = problem
    assert index_of(ask())["problems"] == [[what, str(folder / name), line, detail]]


# ---- from our side -------------------------------------------------------------------------------


def test_they_join_the_catalogue(ask: Ask, folder: Path) -> None:
    write(folder / "one.py", "ORG_AWS_1", ("aws_*",))
    found = with_external(ask(), catalogue(), [str(folder)])
    assert found.told == ()
    assert found.has_external("resource/aws_x")
    assert not found.has_external("data/aws_x")
    (rule,) = rules_of(found, (), ()).values()
    assert (rule.id, rule.on, rule.platform) == ("ORG_AWS_1", ("aws_*",), "aws")
    # By the category, as Checkov's own.
    assert (rule.severity, rule.cwe) == (Level.HIGH, 284)
    assert rule.references == ("https://example.com",)
    assert "A check of your own" in rule.description


@pytest.mark.parametrize(
    ("severity", "level"),
    [
        ("'low'", Level.LOW),
        ("'CRITICAL'", Level.CRITICAL),
        ("type('S', (), {'__str__': lambda self: 'MEDIUM'})()", Level.MEDIUM),
        ("'UNHEARD'", Level.HIGH),
        ("None", Level.HIGH),
    ],
)
def test_their_severity_counts(ask: Ask, folder: Path, severity: str, level: Level) -> None:
    write(folder / "one.py")
    with (folder / "one.py").open("a") as file:
        file.write(f"check.severity = {severity}\n")
    found = with_external(ask(), catalogue(), [str(folder)])
    assert rules_of(found, (), ())["OWN_1"].severity is level


def test_an_id_of_checkovs_own(ask: Ask, folder: Path) -> None:
    theirs = Check("CKV_AWS_1001", "Theirs", "IAM", "", frozenset(), ("resource/aws_ebs_volume",))
    write(folder / "one.py", "CKV_AWS_1001")
    found = with_external(ask(), catalogue(theirs), [str(folder)])
    assert found.checks == {"CKV_AWS_1001": theirs}
    assert found.external == ()
    (one,) = found.told
    assert one.level is DiagnosticLevel.NOTE
    assert "not run: CKV_AWS_1001 of aws_ebs_volume is a check of Checkov's own" in one.message
    write(folder / "one.py", "CKV_AWS_1001", (VOLUME, "acme_x"))
    found = with_external(ask(), catalogue(theirs), [str(folder)])
    assert found.checks["CKV_AWS_1001"].types == (*theirs.types, "resource/acme_x")
    assert found.external == ("resource/acme_x",)
    assert len(found.told) == 1


@pytest.mark.parametrize("id_", ["a b", "a|b", "a\n", ""])
def test_an_id_that_cannot_be(ask: Ask, folder: Path, id_: str) -> None:
    write(folder / "one.py", id_)
    found = with_external(ask(), catalogue(), [str(folder)])
    assert found.checks == {}
    (one,) = found.told
    assert one.level is DiagnosticLevel.ERROR
    assert "nothing can name the id" in one.message
    assert "\n" not in one.message


def test_an_id_of_a_rule_of_ours(ask: Ask, folder: Path) -> None:
    write(folder / "one.py", "OWN_rule")
    found = with_external(ask(), catalogue(), [str(folder)])
    own = (Rule("own_rule", (), Level.LOW, lambda: RuleBody(check=lambda _: None)),)
    assert rules_of(found, own, ()) == {}
    (one,) = clashes(found, own)
    assert one.message == "not run: a rule of trueup is called OWN_rule, too; give it another id"
    assert list(clashes(found, ())) == []


@pytest.mark.parametrize("name", ["", "tests/a.py", "pod.json"])
def test_a_folder_without_a_check_is_an_error(ask: Ask, folder: Path, name: str) -> None:
    if name:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("{}")
    told = with_external(ask(), catalogue(), [str(folder)]).told
    assert [one.code for one in told if one.level is DiagnosticLevel.ERROR] == [
        "pack-external-empty"
    ]
    assert [one.code for one in told if one.level is DiagnosticLevel.NOTE] == [
        "pack-external-unlisted"
    ] * bool(name)


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"error": "hunter2 !"},
        {"index": 1},
        {"index": {"ids": {}, "checks": {"A": []}, "graphs": {}, "problems": []}},
        {"index": {"ids": {}, "checks": {"A": [1, "", "", [], "", ""]}, "graphs": {}}},
        {"index": {"ids": {}, "checks": {}, "graphs": {}, "problems": [["what", "", 0, []]]}},
        {"index": {"ids": {}, "checks": {}, "graphs": {"terraform": {}}, "problems": []}},
    ],
)
def test_what_is_no_answer(answer: dict[str, Any]) -> None:
    class Odd:
        def ask(self, *_: Any) -> dict[str, Any]:
            return answer

    worker: Any = Odd()
    with pytest.raises(PackError, match="your own checks"):
        with_external(worker, catalogue(), ["/x"])


def test_they_see_the_users_environment_and_checkovs_own_do_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TEAM", "us")
    monkeypatch.setenv("BC_API_KEY", "secret")
    monkeypatch.setenv("CKV_SUPPORT_ALL_RESOURCE_TYPE", "true")
    assert "TEAM" not in environment(())
    found = environment(("/checks",))
    assert found["TEAM"] == "us"
    assert not {"BC_API_KEY", "CKV_SUPPORT_ALL_RESOURCE_TYPE"} & found.keys()
