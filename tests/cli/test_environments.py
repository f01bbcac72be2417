"""Several environments in one run of `trueup scan`: one result each, naming where it was found."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.cli.conftest import Outcome

Trueup = Callable[..., Outcome]
CODE = """\
variable "public" {
  type    = bool
  default = false
}
variable "replicas" {
  default = 0
}
resource "aws_db_instance" "main" {
  publicly_accessible = var.public
  storage_encrypted   = true
}
resource "aws_db_instance" "replica" {
  count               = var.replicas
  publicly_accessible = true
  storage_encrypted   = true
}
"""
CONFIGURED = """\
environments:
  - {name: dev, var_files: [env/dev.tfvars]}
  - {name: staging, var_files: [env/staging.tfvars]}
  - {name: production, var_files: [env/production.tfvars], workspace: production}
"""
MATRIX = (
    "--matrix",
    "--var-file", "env/dev.tfvars",
    "--var-file", "env/staging.tfvars",
    "--var-file", "env/production.tfvars",
)  # fmt: skip


def write(name: str, text: str) -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


@pytest.fixture
def repository(trueup: Trueup) -> Trueup:
    """Three files of variables: public in dev and production, replicas in production."""
    write("infra/main.tf", CODE)
    write("env/dev.tfvars", "public = true\n")
    write("env/staging.tfvars", "public = false\n")
    write("env/production.tfvars", "public = true\nreplicas = 2\n")
    return trueup


def found(outcome: Outcome) -> dict[str, tuple[str, list[str]]]:
    """By address of the definition: kind and environments."""
    return {
        r["resource"]["address"]: (r["kind"], r["environments"]) for r in outcome.report["results"]
    }


def codes(outcome: Outcome) -> list[tuple[str, list[str]]]:
    return [(d["code"], d["environments"]) for d in outcome.report["diagnostics"]]


EXPECTED = {
    "aws_db_instance.main": ("fail", ["dev", "production"]),
    "aws_db_instance.replica": ("fail", ["production"]),
}


def test_each_variable_file_is_an_environment(repository: Trueup) -> None:
    outcome = repository("scan", "--format", "json", *MATRIX)
    assert outcome.code == 1
    assert found(outcome) == EXPECTED
    assert outcome.report["coverage"]["files"] == 4
    assert outcome.report["coverage"]["resources"] == 3
    counts = outcome.report["summary"]["by_environment"]
    assert {name: count["fail"] for name, count in counts.items()} == {
        "dev": 1, "staging": 0, "production": 2,
    }  # fmt: skip
    assert outcome.report["summary"]["by_kind"]["fail"] == 2
    (_, replica) = outcome.report["results"]
    assert [(i["address"], i["environments"]) for i in replica["instances"]] == [
        ("aws_db_instance.replica[0]", ["production"]),
        ("aws_db_instance.replica[1]", ["production"]),
    ]


def test_the_configuration_names_them(repository: Trueup) -> None:
    write(".trueup.yaml", CONFIGURED)
    assert found(repository("scan", "--format", "json")) == EXPECTED


def test_the_text_says_where(repository: Trueup) -> None:
    outcome = repository("scan", *MATRIX)
    assert "aws_db_instance.main  in dev, production\n" in outcome.out
    assert "aws_db_instance.replica[1])  production only\n" in outcome.out
    assert "environments: dev 1 finding, staging 0 findings, production 2 findings" in outcome.out
    write("env/staging.tfvars", "public = true\n")
    assert "aws_db_instance.main  in every environment\n" in repository("scan", *MATRIX).out


def test_the_report_fits_its_schema(repository: Trueup) -> None:
    root = Path(__file__).parent.parent.parent
    schema = json.loads((root / "docs" / "report.schema.json").read_text())
    jsonschema.validate(repository("scan", "--format", "json", "--all", *MATRIX).report, schema)


def test_sarif_says_where(repository: Trueup) -> None:
    log = repository("scan", "--format", "sarif", *MATRIX).report
    (run,) = log["runs"]
    texts = [result["message"]["text"] for result in run["results"]]
    assert "Found in the environments dev, production." in texts[0]
    assert "Found in the environment production." in texts[1]
    audit = repository("scan", "--format", "sarif-audit", *MATRIX).report
    (run,) = audit["runs"]
    assert run["results"][0]["properties"]["environments"] == ["dev", "production"]


def test_identities_hold_no_environment(repository: Trueup) -> None:
    def identities(*options: str) -> set[str]:
        results = repository("scan", "--format", "json", *options).report["results"]
        return {result["identity"] for result in results}

    assert identities("--var-file", "env/production.tfvars") == identities(*MATRIX)


def test_one_environment_can_be_chosen(repository: Trueup) -> None:
    write(".trueup.yaml", CONFIGURED)
    outcome = repository("scan", "--format", "json", "--environment", "production")
    assert found(outcome) == {
        "aws_db_instance.main": ("fail", ["production"]),
        "aws_db_instance.replica": ("fail", ["production"]),
    }
    assert repository("scan", "--environment", "staging").code == 0
    both = ("--environment", "staging", "--environment", "dev")
    assert found(repository("scan", "--format", "json", *both)) == {
        "aws_db_instance.main": ("fail", ["dev"]),
        "aws_db_instance.replica": ("fail", []),
    }
    outcome = repository("scan", *MATRIX, "--environment", "staging")
    assert (outcome.code, "in staging" in outcome.out) == (0, False)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--environment", "prod"), "there is no environment 'prod'; there are dev, staging, prod"),
        (("--environment", "dev", "--var-file", "env/dev.tfvars"), "--environment chooses among"),
        (("--environment", "dev", "--no-matrix"), "configure environments, or use --matrix"),
        (("--matrix",), "--matrix makes an environment of each --var-file; give some"),
        (("--workspace", "a", "--workspace", "b"), "--matrix evaluates each of them"),
        (("--matrix", "--var-file", "nowhere.tfvars"), "--var-file nowhere.tfvars: no such file"),
        (
            ("--matrix", "--var-file", "env/dev.tfvars", "--workspace", "a", "--workspace", "b"),
            "each --workspace goes with the --var-file of its name, and those are called dev",
        ),
    ],
)
def test_wrong_usage_says_what_to_do(
    repository: Trueup, options: tuple[str, ...], message: str
) -> None:
    write(".trueup.yaml", CONFIGURED)
    outcome = repository("scan", *options)
    assert (outcome.code, outcome.out) == (2, "")
    assert message in outcome.err


@pytest.mark.parametrize("options", [("--no-matrix",), ("--var-file", "env/staging.tfvars")])
def test_values_of_one_evaluation_leave_the_environments_out(
    repository: Trueup, options: tuple[str, ...]
) -> None:
    write(".trueup.yaml", CONFIGURED)
    outcome = repository("scan", "--format", "json", *options)
    # The replica, which nothing creates then, is judged as it would be and does not count.
    assert outcome.code == 0
    assert found(outcome) == {"aws_db_instance.replica": ("fail", [])}
    assert outcome.report["summary"]["by_environment"] == {}


def test_a_variable_given_is_for_every_environment_and_wins(repository: Trueup) -> None:
    write(".trueup.yaml", CONFIGURED)
    outcome = repository("scan", "--format", "json", "--var", "public=true", "--var", "replicas=1")
    assert {environments[0] for _, environments in found(outcome).values()} == {"dev"}
    assert all(len(environments) == 3 for _, environments in found(outcome).values())


def test_the_later_of_variable_and_file_wins_in_a_matrix(repository: Trueup) -> None:
    files = MATRIX[1:]
    outcome = repository("scan", "--format", "json", "--matrix", "--var", "public=false", *files)
    assert found(outcome) == EXPECTED
    outcome = repository("scan", "--format", "json", "--matrix", *files, "--var", "public=false")
    assert found(outcome) == {"aws_db_instance.replica": ("fail", ["production"])}


def test_files_called_alike_get_their_folder(repository: Trueup) -> None:
    for name in ("staging", "production"):
        write(f"{name}/main.tfvars", "public = true\n")
    write("x/staging/main.tfvars", "public = true\n")
    files = ("staging/main.tfvars", "production/main.tfvars", "x/staging/main.tfvars")
    options = [word for name in files for word in ("--var-file", name)]
    outcome = repository("scan", "--format", "json", "--matrix", *options)
    (_, environments) = found(outcome)["aws_db_instance.main"]
    assert environments == [
        "production/main", "staging/main.tfvars", "x/staging/main.tfvars",
    ]  # fmt: skip


def test_workspaces_are_environments_too(trueup: Trueup) -> None:
    write(
        "main.tf",
        'resource "aws_db_instance" "db" {\n  storage_encrypted = true\n'
        '  publicly_accessible = terraform.workspace == "production"\n}\n',
    )
    workspaces = ("--workspace", "staging", "--workspace", "production")
    outcome = trueup("scan", "--format", "json", "--matrix", *workspaces)
    assert found(outcome) == {"aws_db_instance.db": ("fail", ["production"])}
    write("staging.tfvars", "")
    write("production.tfvars", "")
    files = ("--var-file", "production.tfvars", "--var-file", "staging.tfvars")
    outcome = trueup("scan", "--format", "json", "--matrix", *workspaces, *files)
    assert found(outcome) == {"aws_db_instance.db": ("fail", ["production"])}
    outcome = trueup("scan", "--format", "json", "--matrix", "--workspace", "production", *files)
    assert found(outcome) == {"aws_db_instance.db": ("fail", ["production", "staging"])}


def test_fail_in_one_and_open_in_another_are_two_results(repository: Trueup) -> None:
    write("infra/main.tf", CODE.replace("  default = false\n", ""))
    write("env/staging.tfvars", "")
    outcome = repository("scan", "--format", "json", *MATRIX)
    results = {
        (r["resource"]["address"], r["kind"]): r["environments"] for r in outcome.report["results"]
    }
    assert results == {
        ("aws_db_instance.main", "fail"): ["dev", "production"],
        ("aws_db_instance.main", "open"): ["staging"],
        ("aws_db_instance.replica", "fail"): ["production"],
    }


def test_what_exists_somewhere_is_not_judged_where_it_does_not(repository: Trueup) -> None:
    write("infra/main.tf", CODE.replace("publicly_accessible = true", "password = var.missing"))
    addresses = {
        instance["address"]
        for result in repository("scan", "--format", "json", "--all", *MATRIX).report["results"]
        for instance in result["instances"]
        if "replica" in instance["address"]
    }
    assert addresses == {"aws_db_instance.replica[0]", "aws_db_instance.replica[1]"}
    write("env/production.tfvars", "public = true\n")
    outcome = repository("scan", "--format", "json", "--all", *MATRIX)
    replicas = [r for r in outcome.report["results"] if "replica" in r["resource"]["address"]]
    assert replicas
    assert all(r["environments"] == [] for r in replicas)
    write("infra/main.tf", CODE)
    text = repository("scan", *MATRIX).out
    assert re.search(r"aws_db_instance\.replica\S*  \(not counted by the exit code\)", text)


def test_a_comment_ignores_in_every_environment(repository: Trueup) -> None:
    ignored = "var.public # trueup:ignore aws-db-instance-public a public database on purpose"
    write("infra/main.tf", CODE.replace("var.public", ignored))
    outcome = repository("scan", "--format", "json", *MATRIX)
    assert found(outcome)["aws_db_instance.main"] == ("suppressed", ["dev", "production"])
    assert codes(outcome) == []


def test_a_waiver_may_name_an_environment(repository: Trueup) -> None:
    waiver = "waivers:\n- {rule: CKV_AWS_17, reason: a sandbox, environment: %s}\n"
    write(".trueup.yaml", CONFIGURED + waiver % "dev")
    outcome = repository("scan", "--format", "json")
    assert found(outcome) == {
        "aws_db_instance.main": ("fail", ["production"]),
        "aws_db_instance.replica": ("fail", ["production"]),
    }
    main = outcome.report["results"][0]
    assert [(i["kind"], i["environments"]) for i in main["instances"]] == [
        ("fail", ["production"]),
        ("suppressed", ["dev"]),
    ]
    text = repository("scan").out
    assert "aws_db_instance.main (dev)" in text
    write(".trueup.yaml", CONFIGURED + waiver % "staging")
    outcome = repository("scan", "--format", "json")
    assert found(outcome) == EXPECTED
    assert codes(outcome) == [("waiver-unused", [])]


def test_messages_that_differ_say_where_they_are_from(trueup: Trueup) -> None:
    write(
        "main.tf",
        'variable "port" {}\nresource "aws_security_group" "g" {\n  ingress {\n'
        '    from_port = var.port\n    to_port = var.port\n    protocol = "tcp"\n'
        '    cidr_blocks = ["0.0.0.0/0"]\n  }\n}\n',
    )
    write("a.tfvars", "port = 22\n")
    write("b.tfvars", "port = 3389\n")
    outcome = trueup(
        "scan", "--format", "json", "--matrix", "--var-file", "b.tfvars", "--var-file", "a.tfvars"
    )
    messages = [
        r["message"]
        for r in outcome.report["results"]
        if r["rule"] == "aws-security-group-open-administration"
    ]
    assert messages == [
        "the internet reaches port 22 (a); the internet reaches port 3389 (b)",
    ]  # fmt: skip


def test_problems_name_their_environments(repository: Trueup) -> None:
    write("env/staging.tfvars", "public = 1 + \n")
    write("env/production.tfvars", 'public = true\nreplicas = "many"\n')
    outcome = repository("scan", "--format", "json", *MATRIX)
    diagnostics = {d["code"]: d for d in outcome.report["diagnostics"]}
    assert diagnostics["hcl-syntax"]["path"] == "env/staging.tfvars"
    named = [d["environments"] for d in outcome.report["diagnostics"] if d["environments"]]
    assert ["production"] in named
    assert "production only" in repository("scan", *MATRIX).out


def test_other_files_belong_to_no_environment(repository: Trueup) -> None:
    write("Dockerfile", "FROM scratch\nUSER root\n")
    outcome = repository("scan", "--format", "json", *MATRIX)
    dockerfiles = [r for r in outcome.report["results"] if r["location"]["path"] == "Dockerfile"]
    assert dockerfiles
    assert all(r["environments"] == [] for r in dockerfiles)


class TestConfiguration:
    def test_roots_have_their_own(self, repository: Trueup) -> None:
        write("other/main.tf", CODE)
        write("plain/main.tf", CODE.replace("default = false", "default = true"))
        write(
            ".trueup.yaml",
            "environments:\n- {name: dev, root: infra, var_files: [env/dev.tfvars]}\n"
            "- {name: production, root: oth*, vars: {public: true}}\n"
            "- {name: dev, root: other, vars: {public: false}}\n",
        )
        report = repository("scan", "--format", "json").report
        results = [r for r in report["results"] if r["resource"]["address"].endswith("main")]
        assert {r["location"]["path"]: r["environments"] for r in results} == {
            "infra/main.tf": ["dev"],
            "other/main.tf": ["production"],
            "plain/main.tf": [],
        }

    def test_files_beside_the_root(self, repository: Trueup) -> None:
        write("other/main.tf", CODE)
        write("other/env/prod.tfvars", "public = true\n")
        write(
            ".trueup.yaml",
            'environments:\n- {name: prod, var_files: ["{root}/env/prod.tfvars"]}\n'
            "- {name: dev, var_files: [env/dev.tfvars]}\n",
        )
        report = repository("scan", "--format", "json").report
        mains = [r for r in report["results"] if r["resource"]["address"].endswith("main")]
        assert {r["location"]["path"]: r["environments"] for r in mains} == {
            "infra/main.tf": ["dev"],
            "other/main.tf": ["dev", "prod"],
        }

    def test_values_of_any_type(self, trueup: Trueup) -> None:
        write(
            "main.tf",
            'variable "a" { type = list(object({ cidr = string, port = number })) }\n'
            'resource "aws_security_group" "g" {\n  dynamic "ingress" {\n    for_each = var.a\n'
            "    content {\n      from_port = ingress.value.port\n"
            '      to_port = ingress.value.port\n      protocol = "tcp"\n'
            "      cidr_blocks = [ingress.value.cidr]\n    }\n  }\n}\n",
        )
        write(
            ".trueup.yaml",
            "environments:\n- name: x\n  vars:\n    a:\n    - {cidr: 0.0.0.0/0, port: '22'}\n"
            "    nonsense: ${1}\n",
        )
        outcome = trueup("scan", "--format", "json")
        assert ("fail", ["x"]) in found(outcome).values()
        assert codes(outcome) == [("variable-undeclared", ["x"])]

    def test_an_environment_without_a_root_is_noted(self, repository: Trueup) -> None:
        write(".trueup.yaml", CONFIGURED + "  - {name: old, root: gone}\n")
        outcome = repository("scan", "--format", "json")
        assert found(outcome) == EXPECTED
        (note,) = outcome.report["diagnostics"]
        assert (note["code"], note["path"], note["line"]) == (
            "environment-unused", ".trueup.yaml", 5,
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("entries", "message"),
        [
            ("- {name: a, var_files: [no.tfvars]}", ".trueup.yaml:2: no.tfvars: no such file"),
            ("- {name: a}\n- {name: a}", ".trueup.yaml:3: infra has two environments called a"),
            ("- {root: a}", ".trueup.yaml:2: environments.0 lacks 'name'"),
            ("- {name: ''}", ".trueup.yaml:2: environments.0.name is ''"),
            ("- {name: a, vars: {x: 1.0e+999}}", ".trueup.yaml:2: x is too large a number"),
            ("- {name: a, var_files: [../out.tfvars]}", "../out.tfvars: leads outside of the rep"),
            ("- {name: a, var_files: [link.tfvars]}", "link.tfvars: leads outside of the repos"),
            (
                '- {name: a, var_files: ["{root}/../../out.tfvars"]}',
                "../out.tfvars: leads outside of the repository",
            ),
        ],
    )
    def test_what_cannot_be_used_is_refused(
        self, repository: Trueup, entries: str, message: str, tmp_path: Path
    ) -> None:
        outside = tmp_path.parent / "out.tfvars"
        outside.write_text("public = true\n")
        Path("link.tfvars").symlink_to(outside)
        write(".trueup.yaml", f"environments:\n{entries}\n")
        outcome = repository("scan")
        assert (outcome.code, outcome.out) == (2, "")
        assert message in outcome.err

    def test_a_trusted_file_may_lead_anywhere(self, repository: Trueup, tmp_path: Path) -> None:
        folder = tmp_path.parent / f"{tmp_path.name}-outside"
        folder.mkdir()
        (folder / "x.tfvars").write_text("public = true\n")
        (folder / "c.yaml").write_text("environments:\n- {name: x, var_files: [x.tfvars]}\n")
        outcome = repository("scan", "--format", "json", "--config", str(folder / "c.yaml"))
        assert found(outcome)["aws_db_instance.main"] == ("fail", ["x"])

    def test_errors_print_no_values(self, repository: Trueup) -> None:
        write(".trueup.yaml", "environments:\n- {name: a, vars: [hunter2]}\n")
        outcome = repository("scan")
        assert outcome.code == 2
        assert "hunter2" not in outcome.err


def test_equal_values_are_evaluated_once(
    repository: Trueup, monkeypatch: pytest.MonkeyPatch
) -> None:
    import scanner.load.terraform as loader

    emitted = []
    emit: Any = loader._emitted
    monkeypatch.setattr(
        loader, "_emitted", lambda module, name: (emitted.append(name), emit(module, name))[1]
    )
    write("env/staging.tfvars", "public = true\nnot_declared_here = 1\n")
    outcome = repository("scan", "--format", "json", *MATRIX)
    assert emitted == ["dev", "production"]
    assert found(outcome)["aws_db_instance.main"] == ("fail", ["dev", "production", "staging"])
    emitted.clear()
    write("env/staging.tfvars", 'public = "true"\n')
    repository("scan", *MATRIX)
    assert emitted == ["dev", "staging", "production"]
