"""`trueup scan` as a user meets it: exit codes, gates, configuration and bad input."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.cli.conftest import Outcome

Trueup = Callable[..., Outcome]
BAD = (
    'resource "aws_db_instance" "db" {\n'
    "  publicly_accessible = true\n  storage_encrypted = true\n}\n"
)
GOOD = 'resource "aws_db_instance" "db" {\n  storage_encrypted = true\n}\n'
OPEN = (
    'variable "public" {}\nresource "aws_db_instance" "db" {\n'
    "  storage_encrypted = true\n  publicly_accessible = var.public\n}\n"
)


def write(name: str, text: str | bytes) -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())


def kinds(outcome: Outcome) -> list[tuple[str, str]]:
    return [(r["rule"], r["kind"]) for r in outcome.report["results"]]


def codes(outcome: Outcome) -> list[str]:
    return [d["code"] for d in outcome.report["diagnostics"]]


def test_a_finding_exits_1_and_points_at_the_attribute(trueup: Trueup) -> None:
    write("main.tf", BAD)
    outcome = trueup("scan", "--format", "json")
    assert outcome.code == 1
    (result,) = outcome.report["results"]
    assert result["rule"] == "aws-db-instance-public"
    assert result["location"] == {
        "path": "main.tf", "start_line": 2, "start_column": 3, "end_line": 2, "end_column": 29,
    }  # fmt: skip
    assert result["identity"] == "aws-db-instance-public|.|aws_db_instance.db|publicly_accessible"


def test_clean_exits_0(trueup: Trueup) -> None:
    write("main.tf", GOOD)
    outcome = trueup("scan")
    assert outcome.code == 0
    assert "no findings" in outcome.out


def test_the_report_fits_its_schema(trueup: Trueup) -> None:
    write("main.tf", BAD + OPEN.replace('"db"', '"other"'))
    root = Path(__file__).parent.parent.parent
    schema = json.loads((root / "docs" / "report.schema.json").read_text())
    report = trueup("scan", "--format", "json", "--all").report
    jsonschema.validate(report, schema)
    assert {r["kind"] for r in report["results"]} == {"fail", "open", "pass"}


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ((), 1),
        (("--fail-on", "critical"), 1),
        (("--fail-on", "never"), 0),
    ],
)
def test_fail_on(trueup: Trueup, options: tuple[str, ...], code: int) -> None:
    write("main.tf", BAD)
    assert trueup("scan", *options).code == code


def test_open_results_gate_only_when_asked(trueup: Trueup) -> None:
    write("main.tf", OPEN)
    outcome = trueup("scan", "--format", "json")
    assert (outcome.code, kinds(outcome)) == (0, [("aws-db-instance-public", "open")])
    assert trueup("scan", "--fail-on-open").code == 1
    assert trueup("scan", "--var", "public=false").code == 0
    assert trueup("scan", "--var", "public=true").code == 1


def test_later_variables_win_whatever_option_they_come_from(trueup: Trueup) -> None:
    write("main.tf", OPEN)
    write("yes.tfvars", "public = true\n")
    assert trueup("scan", "--var-file", "yes.tfvars", "--var", "public=false").code == 0
    assert trueup("scan", "--var", "public=false", "--var-file", "yes.tfvars").code == 1


@pytest.mark.parametrize("text", ["public", "=true", " =true", ""])
def test_a_variable_without_a_name_or_value_is_wrong_usage(trueup: Trueup, text: str) -> None:
    write("main.tf", OPEN)
    outcome = trueup("scan", "--var", text)
    assert (outcome.code, outcome.out) == (2, "")
    assert "write NAME=VALUE" in outcome.err


def test_a_variable_that_nothing_declares_is_noted_once(trueup: Trueup) -> None:
    write("a/main.tf", OPEN)
    write("b/main.tf", GOOD)
    given = ("--var", "publik=false", "--var", "publik=true", "--var", "public=false")
    outcome = trueup("scan", "--format", "json", *given)
    assert (outcome.code, kinds(outcome), codes(outcome)) == (0, [], ["variable-undeclared"])
    assert "publik" in outcome.report["diagnostics"][0]["message"]


def test_variables_and_outputs_are_no_resources_of_the_coverage(trueup: Trueup) -> None:
    write("main.tf", OPEN + 'output "x" {\n  value = 1\n}\nresource "terraform_data" "x" {}\n')
    write("Dockerfile", "FROM scratch\nUSER 1\n")
    coverage = trueup("scan", "--format", "json").report["coverage"]
    assert (coverage["files"], coverage["resources"]) == (2, 3)


def test_coverage_below_the_minimum_is_incomplete(trueup: Trueup) -> None:
    write("main.tf", OPEN)
    outcome = trueup("scan", "--format", "json", "--min-coverage", "100")
    assert outcome.code == 3
    assert not outcome.report["summary"]["complete"]
    assert codes(outcome)[-1] == "coverage-below-minimum"
    assert trueup("scan", "--min-coverage", "10").code == 0


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("main.tf", b'resource "a" "b" {\n', "hcl-syntax"),
        ("main.tf", b"\xff\xfe\x00", "hcl-syntax"),
        ("pod.yaml", b"apiVersion: v1\nkind: Pod\nspec: [\n", "yaml-syntax"),
        ("Dockerfile", b"FROM a\nNONSENSE x\n", "dockerfile-syntax"),
        (".github/workflows/ci.yml", b"on: [\n", "yaml-syntax"),
        ("big.tf", b"# " + b"x" * 21_000_000, "file-too-large"),
    ],
)
def test_bad_input_is_an_error_and_the_rest_goes_on(
    trueup: Trueup, name: str, content: bytes, code: str
) -> None:
    write(name, content)
    write("other/main.tf", GOOD)
    outcome = trueup("scan", "--format", "json", "--fail-on", "never")
    assert outcome.code == 3
    errors = [d for d in outcome.report["diagnostics"] if d["level"] == "error"]
    assert {d["code"] for d in errors} == {code}
    assert {d["path"] for d in errors} == {name}
    assert all("\n" not in d["message"] for d in errors)
    assert outcome.report["coverage"]["resources"] > 0
    assert trueup("scan", "--allow-incomplete", "--fail-on", "never").code == 0


def test_findings_outrank_incompleteness(trueup: Trueup) -> None:
    write("main.tf", BAD)
    write("broken.tf", "resource {")
    assert trueup("scan").code == 1


def test_nothing_to_scan_is_not_clean(trueup: Trueup) -> None:
    outcome = trueup("scan", "--format", "json")
    assert (outcome.code, codes(outcome)) == (3, ["no-input"])


def test_a_missing_path_is_named(trueup: Trueup) -> None:
    outcome = trueup("scan", "nowhere", "--format", "json")
    assert (outcome.code, codes(outcome)) == (3, ["path-missing"])


def test_a_single_file_reports_what_stands_in_it(trueup: Trueup) -> None:
    write("main.tf", BAD)
    write("other.tf", BAD.replace('"db"', '"other"'))
    outcome = trueup("scan", "main.tf", "--format", "json")
    assert [r["location"]["path"] for r in outcome.report["results"]] == ["main.tf"]


def test_reports_go_to_files_and_one_to_standard_output(trueup: Trueup) -> None:
    write("main.tf", BAD)
    outcome = trueup("scan", "--output", "sarif=out/x.sarif", "--output", "json=x.json")
    assert json.loads(Path("out/x.sarif").read_text())["version"] == "2.1.0"
    assert json.loads(Path("x.json").read_text())["schema"] == "trueup/1"
    assert "aws-db-instance-public" in outcome.out
    assert outcome.err == ""


def test_an_output_that_cannot_be_written_is_an_error(trueup: Trueup) -> None:
    write("main.tf", GOOD)
    write("file", "")
    outcome = trueup("scan", "--output", "json=file/x.json")
    assert outcome.code == 2
    assert outcome.err.startswith("Error: file/x.json: cannot be written")


@pytest.mark.parametrize(
    "arguments",
    [
        ("scan", "--format", "nonsense"),
        ("scan", "--output", "json"),
        ("scan", "--policy", "nowhere"),
        ("scan", "--config", "nowhere.yaml"),
        ("scan", "--rules", "nowhere"),
        ("scan", "--nonsense"),
        ("nonsense",),
        ("rules", "show", "nonsense"),
    ],
)
def test_wrong_usage_exits_2_with_one_line(trueup: Trueup, arguments: tuple[str, ...]) -> None:
    write("main.tf", GOOD)
    outcome = trueup(*arguments)
    assert outcome.code == 2
    assert "Error: " in outcome.err
    assert "Traceback" not in outcome.err
    assert outcome.out == ""


class TestConfiguration:
    def test_the_tree_chooses_policy_and_waivers(self, trueup: Trueup) -> None:
        write("main.tf", BAD)
        waiver = "{rule: aws-db-instance-public, reason: a test, owner: me, path: main.tf}"
        write("team.yaml", "title: Team\nselect: {rules: [aws-db-instance-public]}\n")
        write(".trueup.yaml", f"policy: team.yaml\nwaivers: [{waiver}]\n")
        outcome = trueup("scan", "--format", "json")
        assert outcome.code == 0
        (result,) = outcome.report["results"]
        assert result["kind"] == "suppressed"
        assert result["suppression"]["by"] == "me"

    @pytest.mark.parametrize(
        "line",
        [
            "rules: [mine]",
            "allow_incomplete: true",
            "fail_on: never",
            "inline_ignores: true",
            "min_coverage: 0",
            "fail_on_open: false",
        ],
    )
    def test_the_tree_may_not_disarm_the_scanner(self, trueup: Trueup, line: str) -> None:
        write("main.tf", BAD)
        write(".trueup.yaml", f"policy: strict\n{line}\n")
        outcome = trueup("scan")
        assert outcome.code == 2
        assert outcome.err.startswith(f"Error: .trueup.yaml:2: {line.split(':')[0]} may not be set")
        assert trueup("scan", "--config", ".trueup.yaml").code in (0, 1, 2)

    @pytest.mark.parametrize("name", ["../outside.yaml", "link.yaml"])
    def test_the_tree_may_not_have_files_outside_of_it_read(
        self, trueup: Trueup, name: str
    ) -> None:
        write("main.tf", BAD)
        secret = Path("..") / "outside.yaml"
        secret.write_text("top-secret: 1\n")
        Path("link.yaml").symlink_to(secret)
        write(".trueup.yaml", f"policy: {name}\n")
        outcome = trueup("scan")
        assert outcome.code == 2
        assert "leads outside of the repository" in outcome.err
        assert "top-secret" not in outcome.err
        Path(".trueup.yaml").unlink()
        Path(".trueup.yaml").symlink_to(secret)
        outcome = trueup("scan")
        assert outcome.code == 2
        assert "top-secret" not in outcome.err
        secret.unlink()

    def test_a_named_file_may(self, trueup: Trueup) -> None:
        write("main.tf", BAD)
        write("ours.yaml", "fail_on: never\n")
        assert trueup("scan", "--config", "ours.yaml").code == 0
        assert trueup("scan", "--config", "ours.yaml", "--fail-on", "low").code == 1

    def test_it_is_found_from_the_scanned_folder_up(self, trueup: Trueup) -> None:
        write("a/b/main.tf", BAD)
        write("a/.trueup.yaml", "disable: [aws-db-instance-public]\n")
        assert trueup("scan", "a/b").code == 0
        assert trueup("scan", ".").code == 1

    def test_another_tree_has_its_own(self, trueup: Trueup, tmp_path: Path) -> None:
        other = tmp_path.parent / f"{tmp_path.name}-other"
        write(str(other / "main.tf"), BAD)
        write(str(other / ".trueup.yaml"), "disable: [aws-db-instance-public]\n")
        assert trueup("scan", str(other)).code == 0

    def test_excludes_add_up(self, trueup: Trueup) -> None:
        write("one/main.tf", BAD)
        write("two/main.tf", BAD)
        write(".trueup.yaml", "exclude: [one]\n")
        assert trueup("scan").code == 1
        assert trueup("scan", "--exclude", "two/", "--exclude", "x").code == 3


class TestIgnores:
    def test_inline(self, trueup: Trueup) -> None:
        write("main.tf", "# trueup:ignore aws-db-instance-public a test\n" + BAD)
        outcome = trueup("scan", "--format", "json")
        assert (outcome.code, kinds(outcome)) == (0, [("aws-db-instance-public", "suppressed")])
        assert trueup("scan", "--no-inline-ignores").code == 1

    def test_at_the_module_call(self, trueup: Trueup) -> None:
        write("m/main.tf", BAD)
        call = 'module "m" {\n  source = "./m"\n}\n'
        write("main.tf", call)
        outcome = trueup("scan", "--format", "json")
        assert outcome.code == 1
        (result,) = outcome.report["results"]
        assert result["calls"][0]["address"] == "module.m"
        write("main.tf", "# trueup:ignore aws-db-instance-public a test\n" + call)
        assert trueup("scan").code == 0


class TestOpenTofu:
    def test_its_files_are_read(self, trueup: Trueup) -> None:
        write("main.tofu", BAD)
        assert trueup("scan").code == 1

    def test_they_stand_for_terraforms_of_the_same_name(self, trueup: Trueup) -> None:
        write("main.tf", BAD)
        write("main.tofu", GOOD)
        outcome = trueup("scan", "--format", "json")
        # What Terraform would deploy is hidden: not silently, see test_hostile.py.
        assert (outcome.code, kinds(outcome)) == (3, [])
        settings = 'terraform {\n  required_version = "1.9"\n}\n'
        write("main.tf", settings)
        assert trueup("scan").code == 0


class TestModules:
    def test_instances_of_one_definition_are_one_result(self, trueup: Trueup) -> None:
        write("main.tf", BAD.replace("{\n", '{\n  for_each = toset(["a", "b"])\n', 1))
        outcome = trueup("scan", "--format", "json")
        (result,) = outcome.report["results"]
        assert result["resource"]["address"] == "aws_db_instance.db"
        addresses = [i["address"] for i in result["instances"]]
        assert addresses == ['aws_db_instance.db["a"]', 'aws_db_instance.db["b"]']

    def test_what_is_never_instantiated_does_not_gate(self, trueup: Trueup) -> None:
        write("main.tf", BAD.replace("{\n", "{\n  count = 0\n", 1))
        outcome = trueup("scan", "--format", "json")
        assert (outcome.code, kinds(outcome)) == (0, [("aws-db-instance-public", "fail")])


def test_rules_list_is_an_array_of_four_keys(trueup: Trueup) -> None:
    rows: Any = trueup("rules", "list", "--format", "json").report
    assert len(rows) >= 24
    assert all(set(row) == {"id", "aliases", "severity", "types"} for row in rows)


def test_rules_show_answers_to_aliases(trueup: Trueup) -> None:
    assert trueup("rules", "show", "ckv_aws_16").out.startswith("aws-db-instance-unencrypted\n")
    details: Any = trueup("rules", "show", "CKV_AWS_16", "--format", "json").report
    assert details["fix"] == "Set storage_encrypted = true."


def test_rules_of_ones_own_run_only_when_named(trueup: Trueup) -> None:
    write("main.tf", GOOD)
    write(
        "mine/our_rule.py",
        '"""Ours. Because."""\nfrom scanner import LOW, rule\n\n'
        '@rule(on="aws_db_instance", severity=LOW, fix="F.", bad=(), good=())\n'
        'def check(db):\n    yield db.fail(message="always")\n',
    )
    assert trueup("scan").code == 0
    outcome = trueup("scan", "--rules", "mine", "--format", "json")
    assert kinds(outcome) == [("our-rule", "fail")]


def test_a_rule_that_does_not_load_is_named_with_its_line(trueup: Trueup) -> None:
    write("main.tf", GOOD)
    write("mine/broken.py", '"""x."""\nnonsense\n')
    outcome = trueup("scan", "--rules", "mine")
    assert outcome.code == 2
    assert "mine/broken.py:2: the rule does not load: NameError" in outcome.err


MANY_STARS = "*a" * 25 + "b"


def test_no_pattern_of_the_tree_makes_the_scan_slow(trueup: Trueup) -> None:
    name = "a" * 120
    write(f"{name}.tf", f'resource "aws_db_instance" "{name}" {{}}\n')
    write(".gitignore", f"*.log\n{MANY_STARS}\n")
    outcome = trueup("scan", "--format", "json")
    assert codes(outcome) == ["limit-ignores"]
    assert kinds(outcome) == [("aws-db-instance-unencrypted", "fail")]
    write(".gitignore", "*.log\n")
    write(".trueup.yaml", f'exclude: ["{MANY_STARS}"]\n')
    outcome = trueup("scan", "--format", "json")
    assert codes(outcome) == ["limit-ignores"]
    assert kinds(outcome) == [("aws-db-instance-unencrypted", "fail")]
    waiver = f'rule: aws-db-instance-unencrypted, reason: x, address: "{MANY_STARS}"'
    write(".trueup.yaml", f"waivers: [{{{waiver}}}]\n")
    assert kinds(trueup("scan", "--format", "json")) == [("aws-db-instance-unencrypted", "fail")]
