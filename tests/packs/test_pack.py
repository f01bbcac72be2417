"""The pack from our side: verdicts to findings, and a worker that does what it must not do."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.errors import PackError
from scanner.model import Kind, Level, Location, Origin, Resource, Rule, RuleBody, Unknown
from scanner.model import Path as Place
from scanner.packs.checkov import client
from scanner.packs.checkov.catalogue import Check
from scanner.packs.checkov.conf import entity_of, path_of
from scanner.packs.checkov.rules import GRADES, rule_of
from scanner.packs.checkov.uncertain import shown
from scanner.packs.checkov.verdicts import Ran, run_pack

Make = Callable[..., Resource]
Fake = Callable[..., str]


class PathSource:
    """A source that has everything at one place."""

    def locate(self, _path: Place) -> Location:
        return Location("main.tf")


NATIVE = Rule(
    id="aws-db-instance-unencrypted",
    on=("aws_db_instance",),
    severity=Level.CRITICAL,
    body=lambda: RuleBody(check=lambda _: None, fix="Encrypt it.", description="Why.", cwe=311),
    aliases=("CKV_AWS_16",),
)


@pytest.fixture
def database(make_resource: Make) -> Resource:
    return make_resource("aws_db_instance", "db", storage_encrypted=False)


def run(python: str, *resources: Resource, **options: Any) -> Ran:
    return run_pack(
        resources,
        python,
        options.pop("own", (NATIVE,)),
        options.pop("running", ()),
        **options,
    )


def test_verdicts_become_findings(database: Resource, fake_python: Fake) -> None:
    ran = run(fake_python(), database)
    assert ran.version == "3.3.30"
    assert ran.diagnostics == ()
    said = {one.rule.id: (one.kind, one.path, one.message) for one in ran.findings}
    assert said == {
        "CKV_AWS_16": (Kind.FAIL, ("storage_encrypted",), "Ensure CKV_AWS_16"),
        "CKV_AWS_88": (Kind.FAIL, (), "Ensure CKV_AWS_88"),
        "CKV_FAKE_0": (Kind.PASS, (), ""),
    }
    failed = next(one for one in ran.findings if one.rule.id == "CKV_AWS_16")
    assert failed.identity == "CKV_AWS_16|.|aws_db_instance.db|storage_encrypted"


def test_what_a_rule_of_ours_answers_is_left_out(database: Resource, fake_python: Fake) -> None:
    ran = run(fake_python(), database, running=(NATIVE,))
    assert "CKV_AWS_16" not in {one.rule.id for one in ran.findings}
    assert "CKV_AWS_16" not in {rule.id for rule in ran.rules}
    everything = run(fake_python(), database, running=(NATIVE,), everything=True)
    assert "CKV_AWS_16" in {one.rule.id for one in everything.findings}


def test_unknown_is_open_where_the_check_names_what_is_unknown(
    make_resource: Make, fake_python: Fake
) -> None:
    unknown = Unknown("var.encrypted has no value", "var.encrypted")
    ran = run(fake_python(), make_resource("aws_db_instance", storage_encrypted=unknown))
    (one,) = [one for one in ran.findings if one.rule.id == "CKV_FAKE_1"]
    assert one.kind is Kind.OPEN
    assert one.message == "Ensure CKV_FAKE_1 (undecided: var.encrypted has no value)"
    # Of another argument it says nothing: the check has no use for that one.
    ran = run(fake_python(), make_resource("aws_db_instance", name=unknown))
    assert "CKV_FAKE_1" not in {one.rule.id for one in ran.findings}


def test_a_check_that_crashes_is_open(database: Resource, fake_python: Fake) -> None:
    judge = 'said = [["CKV_AWS_88", "CRASHED", ["TypeError"]]]'
    (one,) = run(fake_python(judge), database).findings
    assert one.kind is Kind.OPEN
    assert "Checkov's check failed with TypeError" in one.message


def test_equal_blocks_are_asked_about_once(
    make_resource: Make, fake_python: Fake, tmp_path: Path
) -> None:
    log = tmp_path / "asked"
    python = fake_python(f"open({str(log)!r}, 'a').write(request['path'] + '\\n')")
    alike = [make_resource("aws_db_instance", name, engine="x") for name in ("a", "b", "c")]
    ran = run(python, *alike, make_resource("aws_db_instance", "d", engine="y"))
    assert len(log.read_text().splitlines()) == 2
    judged = {one.resource.address for one in ran.findings}
    assert judged == {f"aws_db_instance.{name}" for name in "abcd"}


def test_what_does_not_exist_is_not_asked_about(database: Resource, fake_python: Fake) -> None:
    from dataclasses import replace

    assert run(fake_python(), replace(database, not_instantiated=True)).findings == ()


# ---- a worker that fails -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"judge": "os._exit(7)"}, r"ended by itself \(exit code 7\), at aws_db_instance.db"),
        (
            {"judge": "os.kill(os.getpid(), signal.SIGSEGV)"},
            r"ended by itself \(signal 11\), at aws_db_instance.db",
        ),
        ({"judge": "print('Traceback: hunter2')"}, "what is no answer, at aws_db_instance.db"),
        ({"judge": "print('[1, 2]')"}, "what is no answer"),
        ({"judge": "said = 1"}, "what is no answer"),
        ({"judge": "said = [['CKV_AWS_88', 'FAILED']]"}, "what is no answer"),
        ({"judge": "sys.stdout.write('{'); sys.stdout.flush(); os._exit(0)"}, "no answer"),
        ({"hello": "{'protocol': 1, 'checkov': '2.9.0', 'root': '/'}"}, "2.9.0 is not one of 3.x"),
        ({"hello": "{'protocol': 9, 'checkov': '3.9.0', 'root': '/'}"}, "is not one of 3.x"),
        ({"hello": "{'error': 'ImportError', 'name': 'dpath'}"}, r"ImportError \(dpath\)"),
        (
            {"hello": "{'error': 'ModuleNotFoundError', 'name': 'checkov'}"},
            "the interpreter has no Checkov",
        ),
        ({"hello": "{}"}, "does not say why"),
        ({"index": "None"}, "at the list of its checks"),
        ({"index": "{'types': {}, 'ids': {}, 'checks': {}, 'failed': {}}"}, "has only 0 checks"),
    ],
)
def test_a_worker_that_fails_costs_only_the_pack(
    parts: dict[str, str], message: str, database: Resource, fake_python: Fake
) -> None:
    import re

    ran = run(fake_python(**parts), database)
    (problem,) = ran.diagnostics
    assert problem.code == "pack-failed"
    assert problem.level.value == "error"
    assert re.search(message, problem.message), problem.message
    assert "hunter2" not in problem.message
    assert "\n" not in problem.message


def test_what_was_judged_before_stands(make_resource: Make, fake_python: Fake) -> None:
    python = fake_python("if request['name'] == 'bad': os._exit(1)")
    good = make_resource("aws_db_instance", "good", engine="x")
    ran = run(python, good, make_resource("aws_db_instance", "bad", engine="y"))
    assert {one.resource.address for one in ran.findings} == {"aws_db_instance.good"}
    assert [one.code for one in ran.diagnostics] == ["pack-failed"]


def test_a_worker_that_hangs_is_ended(fake_python: Fake) -> None:
    start = time.monotonic()
    with (
        client.Worker(fake_python("time.sleep(60)"), answer_seconds=0.3) as worker,
        pytest.raises(PackError, match=r"did not answer within 0.3 s, at aws_x.y"),
    ):
        worker.ask({"do": "judge"}, "aws_x.y")
    assert time.monotonic() - start < 30


def test_a_worker_that_does_not_read_holds_nobody_up(tmp_path: Path) -> None:
    path = tmp_path / "deaf"
    path.write_text("#!/bin/sh\nexec sleep 60\n")
    path.chmod(0o755)
    request = {"do": "judge", "text": "x" * 1_000_000}
    with client.Worker(str(path), answer_seconds=0.3) as worker:
        for _ in range(40):
            worker.send(request, "it")
        with pytest.raises(PackError, match="did not answer"):
            worker.receive()


def test_all_of_it_takes_no_longer_than_allowed(fake_python: Fake) -> None:
    python = fake_python("time.sleep(0.2)")
    with client.Worker(python, answer_seconds=5, total_seconds=0.5) as worker:
        for _ in range(20):
            worker.send({"do": "judge"}, "it")
        with pytest.raises(PackError, match="in the time that all may take"):
            [worker.receive() for _ in range(20)]


def test_a_program_that_is_no_interpreter(tmp_path: Path, database: Resource) -> None:
    path = tmp_path / "true"
    path.write_text("#!/bin/sh\nexit 0\n")
    path.chmod(0o755)
    (problem,) = run(str(path), database).diagnostics
    assert "is it the Python of an environment with Checkov?" in problem.message


def test_a_program_that_is_none(tmp_path: Path, database: Resource) -> None:
    path = tmp_path / "python"
    path.write_text("no program")
    path.chmod(0o755)
    (problem,) = run(str(path), database).diagnostics
    assert "cannot be run" in problem.message


def test_a_check_that_cannot_be_loaded_is_an_error(database: Resource, fake_python: Fake) -> None:
    ran = run(fake_python(failed={"checkov.x.Y": "ImportError"}), database)
    assert [one.code for one in ran.diagnostics] == ["pack-check-missing"]
    assert ran.findings


def test_the_list_of_checks_is_kept(database: Resource, fake_python: Fake, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first = run(fake_python(), database, cache=str(cache))
    # Now it has no list: what is kept must do.
    second = run(fake_python(index="None"), database, cache=str(cache))
    assert second.diagnostics == ()
    assert [one.identity for one in second.findings] == [one.identity for one in first.findings]


# ---- places and rules ----------------------------------------------------------------------------


def block(attributes: dict[str, Any]) -> Resource:
    return Resource("acme_x", "acme_x.a", attributes, Origin.CODE, PathSource(), ".")


ATTRIBUTES: dict[str, Any] = {
    "encrypted": False,
    "versioning": [{"enabled": True}],
    "ingress": [{"port": 22}, {"port": 80, "cidrs": ["10.0.0.0/8", "0.0.0.0/0"]}],
    "policy": '{"Statement": []}',
    "tags": {"a": "b"},
}


@pytest.mark.parametrize(
    ("keys", "path"),
    [
        ([], ()),
        (["encrypted"], ("encrypted",)),
        (["encrypted/[0]"], ("encrypted",)),
        (["versioning/[0]/enabled"], ("versioning", 0, "enabled")),
        (["versioning/enabled"], ("versioning", 0, "enabled")),
        (["ingress/[1]/cidrs"], ("ingress", 1, "cidrs")),
        (["ingress[1]/port"], ("ingress", 1, "port")),
        (["missing"], ("missing",)),
        (["logging/[0]/bucket"], ("logging", "bucket")),
        (["missing", "encrypted"], ("encrypted",)),
        (["policy/Statement/[0]/Action"], ("policy",)),
        (["tags/[0]/a"], ("tags", "a")),
        (["versioning/[7]/enabled"], ("versioning", 0, "enabled")),
        ([7, None], ()),
    ],
)
def test_where_a_check_looked(keys: list[Any], path: tuple[Any, ...]) -> None:
    assert path_of(block(ATTRIBUTES), keys) == path


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=12,
)
KEYS = st.lists(st.text("ab/[]019.", max_size=12) | st.integers(), max_size=4)


@given(st.dictionaries(st.sampled_from(["a", "b", "0", ""]), VALUES), KEYS)
@settings(max_examples=200)
def test_a_place_is_always_one_that_can_be_named(attributes: dict[str, Any], keys: Any) -> None:
    path = path_of(block(attributes), keys)
    assert all(isinstance(step, (str, int)) for step in path)
    value: Any = attributes
    for step in path:
        if isinstance(step, int) or (isinstance(value, dict) and step in value):
            value = value[step]
        else:
            break


@given(st.dictionaries(st.text(max_size=5), VALUES | st.just(Unknown("why", "var.x")), max_size=5))
@settings(max_examples=200)
def test_any_block_can_be_sent(attributes: dict[str, Any]) -> None:
    entity = entity_of(block(attributes), "resource", "acme_x")
    assert json.loads(orjson.dumps(entity.conf)) == entity.conf
    assert all(isinstance(value, list) for name, value in entity.conf.items() if name[:2] != "__")


def test_a_check_has_what_our_rule_of_the_same_question_has() -> None:
    check = Check("CKV_AWS_16", "Ensure", "ENCRYPTION", "", frozenset(), ("data/aws_x",))
    rule = rule_of(check, NATIVE)
    assert (rule.severity, rule.cwe, rule.fix) == (Level.CRITICAL, 311, "Encrypt it.")
    assert rule.aliases == (NATIVE.id,)
    assert rule.on == ("data.aws_x",)
    assert rule.platform == "aws"


@pytest.mark.parametrize("category", [*GRADES, "OTHER"])
def test_a_check_without_one_goes_by_its_category(category: str) -> None:
    check = Check("CKV_LIN_1", "Ensure", category, "https://example.com", frozenset())
    rule = rule_of(check, None)
    grade = GRADES.get(category)
    assert rule.severity is (grade.severity if grade else Level.MEDIUM)
    assert rule.cwe == (grade.cwe if grade else None)
    assert rule.references == ("https://example.com",)
    assert rule.platform == "checkov"


@pytest.mark.parametrize(
    ("place", "page"),
    [
        ("resource/aws_x", "terraform"),
        ("module/module", "terraform"),
        ("kubernetes/Pod", "kubernetes"),
        ("resource/Pod", "kubernetes"),
        ("dockerfile/dockerfile", "dockerfile"),
        ("workflow/github_workflow", "github_actions"),
    ],
)
def test_a_check_without_a_guide_leads_to_where_checkov_lists_it(place: str, page: str) -> None:
    check = Check("CKV_X_1", "Ensure  it\nis so.", "IAM", "", frozenset(), (place,))
    rule = rule_of(check, None)
    assert rule.references == (f"https://www.checkov.io/5.Policy%20Index/{page}.html",)
    assert rule_of(replace(check, file="own/check.py"), None).references == ()
    assert rule.title == "Ensure it is so"
    assert rule.description == "Ensure it is so.\n\nA check of Checkov, category IAM."


def test_the_table_of_grades_is_documented() -> None:
    import re

    text = (Path(__file__).resolve().parents[2] / "docs" / "packs.md").read_text()
    table = re.findall(r"^\| `([A-Z_]+)` \| (\w+) \| (?:CWE-(\d+)|-) \|", text, re.M)
    assert {(name, level, cwe) for name, level, cwe in table} == {
        (name, grade.severity.value, str(grade.cwe or "")) for name, grade in GRADES.items()
    }


@pytest.mark.parametrize(
    "value", ["[1234567890123456789012345]", '["\\ud800"]', "[" * 400 + "]" * 400, 10**30]
)
def test_a_value_that_cannot_be_sent_costs_its_resource(
    make_resource: Make, fake_python: Fake, value: Any
) -> None:
    odd = make_resource("aws_db_instance", "odd", identifier=value)
    ran = run(fake_python(), odd, make_resource("aws_db_instance", "plain", engine="x"))
    judged = {one.resource.address for one in ran.findings}
    assert "aws_db_instance.plain" in judged
    refused = any(one.code == "pack-resource" for one in ran.diagnostics)
    assert ("aws_db_instance.odd" in judged) is not refused


def test_a_worker_that_closes_its_output_is_not_waited_for(
    database: Resource, tmp_path: Path
) -> None:
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\nexec 1>&-\nexec sleep 60\n")
    python.chmod(0o755)
    started = time.monotonic()
    ran = run(str(python), database)
    assert [one.code for one in ran.diagnostics] == ["pack-failed"]
    assert time.monotonic() - started < 30


# ---- what a worker says that it looked at --------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        (("storage_encrypted",), ("storage_encrypted",)),
        (("encrypted",), ("encrypted",)),
        (("metadata", "block-keys"), ("metadata", "block-keys")),
        (("metadata", "hunter2"), ("metadata",)),
        (("metadata", "block-hunter2"), ("metadata",)),
        (("hunter2", "encrypted"), ()),
        (("tags", "a"), ("tags", "a")),
        (("secrets", "key-of-it"), ("secrets",)),
        (("rules", 0, "port"), ("rules", 0, "port")),
        (("rules", 7), ("rules",)),
    ],
)
def test_a_report_shows_what_is_no_secret(path: Place, kept: Place, make_resource: Make) -> None:
    attributes = {
        "storage_encrypted": False,
        "tags": {"a": "b"},
        "secrets": {"key-of-it": "x"},
        "rules": [{"port": 22}],
    }
    resource = replace(make_resource(**attributes), sensitive=frozenset({("secrets",)}))
    words = frozenset({"encrypted", "metadata", "block", "keys"})
    assert shown(resource, path, words) == kept
