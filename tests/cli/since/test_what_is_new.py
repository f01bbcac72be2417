"""`trueup scan --since REF`: what a change introduced counts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from since_repository import DB, PUBLIC, Repository, Trueup, addresses, notes, standings


def test_a_default_in_another_file_makes_a_finding_in_an_unchanged_one(git: Repository) -> None:
    module = 'module "db" {\n  source = "./db"\n}\n'
    variable = 'variable "open" {\n  default = %s\n}\n'
    git.commit(
        main_tf=module + DB % ("old", "true"),
        db__main_tf=DB % ("in", "var.open"),
        db__variables_tf=variable % "false",
    )
    assert git.since("main").code == 0
    Path("db/variables.tf").write_text(variable % "true")
    now = git.since("main")
    assert now.code == 1
    assert standings(now) == {
        "new": {f"{PUBLIC}|.|module.db.aws_db_instance.in|publicly_accessible"},
        "persisting": {f"{PUBLIC}|.|aws_db_instance.old|publicly_accessible"},
        "resolved": set(),
    }
    (new,) = [r for r in now.report["results"] if r["past"]["standing"] == "new"]
    assert new["location"]["path"] == "db/main.tf"
    assert now.report["since"] == "main"
    assert now.report["summary"]["by_standing"] == {
        "new": 1, "persisting": 1, "reopened": 0, "resolved": 0,
    }  # fmt: skip


def test_text_tells_the_new_ones_first_and_the_rest_in_numbers(
    git: Repository, trueup: Trueup
) -> None:
    git.commit(main_tf=DB % ("old", "true") + DB % ("mended", "true"))
    Path("main.tf").write_text(DB % ("old", "true"))
    Path("other.tf").write_text(DB % ("new", "true"))
    told = trueup("scan", "--since", "main")
    assert told.code == 1
    assert "aws_db_instance.old" not in told.out
    assert told.out.startswith("other.tf\n")
    assert f"\nfixed (where it was)\n  main.tf:8  critical  {PUBLIC}  aws_db_instance.mended\n" in (
        told.out
    )
    assert "\nsince main: 1 new, 1 fixed, 1 unchanged\n1 new finding: 1 critical\n" in told.out
    every = trueup("scan", "--since", "main", "--all").out
    assert every.startswith("other.tf\n")
    assert "aws_db_instance.old  (unchanged)" in every
    markdown = trueup("scan", "--since", "main", "--format", "markdown").out
    places = [markdown.index(name) for name in ("instance.new", "instance.mended", "instance.old")]
    assert places == sorted(places)
    assert "<details><summary>1 unchanged</summary>" in markdown
    assert "Since <code>main</code>: 1 new, 1 fixed, 1 unchanged." in markdown


def test_nothing_changed(git: Repository, trueup: Trueup) -> None:
    git.commit(main_tf=DB % ("old", "true"))
    told = trueup("scan", "--since", "HEAD")
    assert told.code == 0
    assert "since HEAD: 0 new, 0 fixed, 1 unchanged\nno new findings\n" in told.out


def test_the_first_of_a_repository(git: Repository) -> None:
    git.commit()
    git("branch", "empty")
    git.commit(main_tf=DB % ("new", "true"))
    for ref in ("empty", "4b825dc642cb6eb9a060e54bf8d69288fbee4904"):
        now = git.since(ref)
        assert now.code == 1
        assert addresses(standings(now)["new"]) == {"aws_db_instance.new"}


def test_a_second_one_of_the_same_identity_is_new(git: Repository) -> None:
    group = """\
resource "aws_security_group" "g" {
  description = "x"
  dynamic "ingress" {
    for_each = var.ports
    content {
      description = "x"
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = ["0.0.0.0/0"]
    }
  }
}
"""
    ports = 'variable "ports" {\n  default = [%s]\n}\n'
    git.commit(main_tf=group, ports_tf=ports % "22")
    before = git.since("main")
    assert before.code == 0
    assert standings(before)["persisting"]
    Path("ports.tf").write_text(ports % "22, 3389")
    now = git.since("main")
    assert now.code == 1
    assert standings(now)["new"] == standings(before)["persisting"]
    Path("ports.tf").write_text(ports % "3389")
    assert git.since("main").code == 0


def test_what_was_undecided_and_is_certain_now_is_new(git: Repository) -> None:
    git.commit(main_tf=DB % ("db", "var.open"), variables_tf='variable "open" {}\n')
    Path("variables.tf").write_text('variable "open" {\n  default = true\n}\n')
    assert addresses(standings(git.since("main"))["new"]) == {"aws_db_instance.db"}
    git("commit", "-qam", "open it")
    Path("variables.tf").write_text('variable "open" {}\n')
    now = git.since("main", "--fail-on-open")
    assert now.code == 0
    (result,) = now.report["results"]
    assert (result["kind"], result["past"]["standing"]) == ("open", "persisting")
    assert now.report["gone"] == []


def test_what_was_counted_zero_and_is_there_now_is_new(git: Repository) -> None:
    module = 'module "db" {\n  source = "./db"\n  count  = %s\n}\n'
    git.commit(main_tf=module % "0", db__main_tf=DB % ("in", "true"))
    Path("main.tf").write_text(module % "1")
    now = git.since("main")
    assert now.code == 1
    assert addresses(standings(now)["new"]) == {"module.db[0].aws_db_instance.in"}


def test_one_new_instance_of_a_known_definition(git: Repository, trueup: Trueup) -> None:
    text = (DB % ("db", "true")).replace("{\n", "{\n  for_each = toset([%s])\n", 1)
    git.commit(main_tf=text % '"a"')
    Path("main.tf").write_text(text % '"a", "b"')
    now = git.since("main")
    assert now.code == 1
    assert addresses(standings(now)["new"]) == {'aws_db_instance.db["b"]'}
    assert addresses(standings(now)["persisting"]) == {'aws_db_instance.db["a"]'}
    assert now.report["summary"]["by_standing"]["new"] == 1
    assert '; new: aws_db_instance.db["b"])' in trueup("scan", "--since", "main").out


def test_what_was_moved_stays_what_it_is(git: Repository) -> None:
    git.commit(main_tf=DB % ("old", "true"))
    moved = "moved {\n  from = aws_db_instance.old\n  to   = aws_db_instance.new\n}\n"
    Path("main.tf").write_text(DB % ("new", "true") + moved)
    now = git.since("main")
    assert now.code == 0
    assert addresses(standings(now)["persisting"]) == {"aws_db_instance.new"}
    assert now.report["gone"] == []
    # What takes the address that has become free is new.
    Path("other.tf").write_text(DB % ("old", "true"))
    now = git.since("main")
    assert addresses(standings(now)["new"]) == {"aws_db_instance.old"}
    assert addresses(standings(now)["persisting"]) == {"aws_db_instance.new"}


def test_moving_blocks_between_files_changes_nothing_but_a_root_is_its_folder(
    git: Repository,
) -> None:
    git.commit(app__main_tf="\n\n" + DB % ("db", "true"))
    git("mv", "app/main.tf", "app/database.tf")
    Path("app/database.tf").write_text(DB % ("db", "true"))
    assert {k for k, v in standings(git.since("main")).items() if v} == {"persisting"}
    git("mv", "app", "service")
    now = standings(git.since("main"))
    assert addresses(now["new"]) == addresses(now["resolved"]) == {"aws_db_instance.db"}


def test_a_file_that_git_does_not_know_is_part_of_the_change(git: Repository) -> None:
    git.commit(main_tf=DB % ("old", "true"))
    Path("new.tf").write_text(DB % ("new", "true"))
    assert addresses(standings(git.since("main"))["new"]) == {"aws_db_instance.new"}


def test_values_that_git_ignores_hold_for_both(git: Repository) -> None:
    git.commit(
        main_tf=DB % ("db", "var.open"),
        variables_tf='variable "open" {\n  default = false\n}\n',
        **{".gitignore": "*.tfvars\n"},
    )
    Path("terraform.tfvars").write_text("open = true\n")
    Path("named.tfvars").write_text("open = true\n")
    for words in ((), ("--var-file", "named.tfvars")):
        now = git.since("main", *words)
        assert now.code == 0
        assert {k for k, v in standings(now).items() if v} == {"persisting"}


def test_named_values_are_those_of_each_revision(git: Repository, tmp_path_factory: Any) -> None:
    main = DB % ("db", "var.open")
    git.commit(main_tf=main, variables_tf='variable "open" {}\n', prod_tfvars="open = false\n")
    Path("prod.tfvars").write_text("open = true\n")
    assert git.since("main", "--var-file", "prod.tfvars").code == 1
    Path("new.tfvars").write_text("open = true\n")
    assert git.since("main", "--var-file", "new.tfvars").code == 1
    outside = tmp_path_factory.mktemp("outside") / "x.tfvars"
    outside.write_text("open = true\n")
    assert git.since("main", "--var-file", str(outside)).code == 0


def test_environments(git: Repository) -> None:
    variable = 'variable "open" {\n  default = false\n}\n'
    git.commit(
        main_tf=DB % ("db", "var.open"),
        variables_tf=variable,
        staging_tfvars="open = true\n",
        prod_tfvars="open = false\n",
        **{
            ".trueup.yaml": "environments:\n"
            "  - {name: staging, var_files: [staging.tfvars]}\n"
            "  - {name: prod, var_files: [prod.tfvars]}\n"
        },
    )
    Path("prod.tfvars").write_text("open = true\n")
    now = git.since("main")
    assert now.code == 1
    (result,) = now.report["results"]
    assert [(i["environments"], i["past"]["standing"]) for i in result["instances"]] == [
        (["prod"], "new"),
        (["staging"], "persisting"),
    ]
    Path("staging.tfvars").write_text("open = false\n")
    (gone,) = git.since("main").report["gone"]
    assert gone["environments"] == ["staging"]
    # The change cannot have an environment left out.
    Path(".trueup.yaml").write_text(
        "environments: [{name: staging, var_files: [staging.tfvars]}]\n"
    )
    assert git.since("main").code == 1
    for words in (("--environment", "prod"), ("--matrix", "--var-file", "prod.tfvars")):
        assert git.since("main", *words).code == 1
    assert git.since("main", "--environment", "staging").code == 0


def test_an_environment_that_the_change_adds_and_one_that_it_renames(git: Repository) -> None:
    main = DB % ("db", "var.open")
    variable = 'variable "open" {\n  default = false\n}\n'
    config = "environments: [{name: %s, var_files: [%s.tfvars]}]\n"
    git.commit(
        main_tf=main, variables_tf=variable, a_tfvars="", **{".trueup.yaml": config % ("a", "a")}
    )
    git("mv", "a.tfvars", "b.tfvars")
    Path("b.tfvars").write_text("open = true\n")
    Path(".trueup.yaml").write_text(config % ("a", "b"))
    now = git.since("main")
    assert now.code == 1
    assert now.report["results"][0]["environments"] == ["a"]


def test_a_change_adds_no_environment_where_there_is_none(git: Repository) -> None:
    variable = 'variable "open" {\n  default = %s\n}\n'
    main = DB % ("db", "var.open")
    git.commit(main_tf=main, variables_tf=variable % "false")
    Path("variables.tf").write_text(variable % "true")
    Path("dev.tfvars").write_text("open = false\n")
    config = Path(".trueup.yaml")
    config.write_text("environments: [{name: dev, var_files: [dev.tfvars]}]\n")
    now = git.since("main")
    assert now.code == 1
    assert addresses(standings(now)["new"]) == {"aws_db_instance.db"}
    assert "adds environments (dev) where main has none" in notes(now)["since-environment"]
    git("checkout", "-q", "-b", "feature")
    # The same where the configuration is there and has none, and where it has another root's.
    for text in ("policy: baseline\n", "environments: [{name: a, root: other}]\n"):
        git("checkout", "-q", "--force", "main")
        git("checkout", "-q", "-B", "base")
        git.commit(
            main_tf=main, variables_tf=variable % "false", other__main_tf=main,
            other__variables_tf=variable % "false", **{".trueup.yaml": text},
        )  # fmt: skip
        Path("variables.tf").write_text(variable % "true")
        Path("dev.tfvars").write_text("open = false\n")
        own = "{name: dev, root: ., var_files: [dev.tfvars]}"
        config.write_text(
            text.replace("}]", f"}}, {own}]") if "}]" in text else f"environments: [{own}]\n"
        )
        now = git.since("base")
        assert now.code == 1
        assert {s.split("|")[1] for s in standings(now)["new"]} == {"."}
        assert all(not r.get("environments") for r in now.report["results"])
    unused = [d for d in now.report["diagnostics"] if d["code"] == "environment-unused"]
    assert "dev, which the change adds" in unused[0]["message"]
    # Of a root that has others, the new one is evaluated as well.
    config.write_text(
        "environments: [{name: a, root: other}, "
        "{name: dev, root: other, var_files: [open.tfvars]}]\n"
    )
    Path("variables.tf").write_text(variable % "false")
    Path("open.tfvars").write_text("open = true\n")
    now = git.since("base")
    assert now.code == 1
    assert [r["environments"] for r in now.report["results"]] == [["dev"]]
