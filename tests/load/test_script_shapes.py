"""The views on commands of scripts, of Dockerfiles and of workflows."""

from __future__ import annotations

import re
from typing import Any

import pytest

from scanner import View
from scanner.decisions import Decisions
from scanner.load.dockerfile import load_dockerfiles
from scanner.load.workflow import load_workflows
from scanner.maybes import Undecided
from scanner.model import Location, Origin, Resource, Unknown
from scanner.project import Project
from scanner.relations import Index
from scanner.shapes import (
    argv,
    commands,
    deploys,
    destination,
    environment,
    expressions,
    has_option,
    instructions,
    interpolates,
    is_action,
    is_pinned,
    is_triggered,
    jobs,
    joined,
    mounts,
    needed,
    operands,
    option_values,
    packages,
    pipelines,
    program,
    run_commands,
    runs_input,
    runs_scans,
    runs_tests,
    settings,
    shipped_stages,
    sources,
    stages,
    steps,
)
from scanner.shell import split_commands


class Source:
    def locate(self, path: object) -> Location:
        return Location("x")


def view(kind: str, attributes: Any) -> View:
    resource = Resource(kind, kind, attributes, Origin.CODE, Source(), ".")
    return View(resource, Decisions(), Index([resource]), {})


def command(script: str) -> View:
    """The first command of a script."""
    return view("script", split_commands(script)[0])


# -- commands ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("/usr/bin/apt-get update", ["apt-get", "update"]),
        ("sudo -E -u app /bin/sh x", ["sh", "x"]),
        ("env -u HOME A=1 make all", ["make", "all"]),
        ("exec nohup java -jar x", ["java", "-jar", "x"]),
        ("npx -p typescript tsc", ["tsc"]),
        ("pip3.12 install x", ["pip", "install", "x"]),
        ("python3 -m pip install x", ["pip", "install", "x"]),
        ("python3 -m venv x", ["python", "-m", "venv", "x"]),
        ("sudo -v", ["sudo", "-v"]),
        ("sudo", ["sudo"]),
        ("A=1", []),
    ],
)
def test_argv(script: str, words: list[str]) -> None:
    assert argv(command(script)) == words
    assert program(command(script)) == (words[0] if words else "")


def test_unknown_words_end_the_run() -> None:
    with pytest.raises(Undecided):
        argv(view("script", {"words": ["curl", Unknown("no value")]}))
    with pytest.raises(Undecided):
        environment(view("script", {"words": ["make"], "env": Unknown("no value")}))
    assert environment(command("A=1 B=2 make")) == [("A", "1"), ("B", "2")]


@pytest.mark.parametrize(
    ("script", "names", "given"),
    [
        ("curl -k x", ["-k", "--insecure"], True),
        ("curl -fsSLk x", ["-k"], True),
        ("curl --insecure x", ["-k", "--insecure"], True),
        ("npm ci --unsafe-perm=true", ["--unsafe-perm"], True),
        ("curl -X=k x", ["-k"], False),
        ("curl --keepalive x", ["-k"], False),
        ("curl x -- -k", ["-k"], False),
        ("-k", ["-k"], False),
    ],
)
def test_options(script: str, names: list[str], given: bool) -> None:
    assert has_option(command(script), *names) is given


def test_values_and_operands() -> None:
    one = command("pip install -i a --index-url=b -ic --pre x -- -y")
    assert option_values(one, "-i", "--index-url") == ["a", "b", "c"]
    assert option_values(command("pip install -i"), "-i") == [""]
    assert operands(one, "-i") == ["install", "x", "-y"]
    assert operands(command("bash - x")) == ["-", "x"]


@pytest.mark.parametrize(
    ("script", "names"),
    [
        ("apt-get -y install -t sid a b=1 ./c.deb", ["a", "b=1"]),
        ("apt-get update", None),
        ("aptitude install a", ["a"]),
        ("apk add --virtual .build a", ["a"]),
        ("microdnf install a-1.2 @b x.rpm", ["a-1.2", "@b"]),
        ("zypper -n in a", ["a"]),
        ("pip install -r x.txt -c y.txt a==1 .", ["a==1"]),
        ("npm i -g a@1", ["a@1"]),
        ("npm ci", None),
        ("gem install a -v 1", ["a"]),
        ("go install -tags x ./cmd/y a.b/c@v1", ["a.b/c@v1"]),
        ("cargo install --git https://x a", ["a"]),
        ("make install", None),
    ],
)
def test_packages(script: str, names: list[str] | None) -> None:
    assert packages(command(script)) == names


@pytest.mark.parametrize(
    ("script", "runs"),
    [
        ("sh", True),
        ("bash -", True),
        ("bash -s -- --yes", True),
        ("bash -eo pipefail", True),
        ("bash -c 'cat'", False),
        ("bash setup.sh", False),
        ("python3 -", True),
        ("python3 -m json.tool", False),
        ("tar xz", False),
    ],
)
def test_what_runs_its_input(script: str, runs: bool) -> None:
    assert runs_input(command(script)) is runs


def test_pipes_join_commands() -> None:
    found = [view("script", one) for one in split_commands("a | b && c; d | e |")]
    assert [[program(one) for one in line] for line in joined(found)] == [
        ["a", "b"], ["c"], ["d", "e"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("script", "lines"),
    [
        ("case $x in a | b) c | d ;; e|f) g ;; *) h ;; esac; i",
         [["case"], ["c", "d"], ["g"], ["h"], ["i"]]),
        ("a | case $x in b) c ;; esac", [["a", "case"], ["c"]]),
        ("a | case $x in b | c) d ;; esac", [["a", "case"], ["d"]]),
        ("f() { a; }; (b; c) | d", [["f"], ["a"], ["b"], ["c"], ["d"]]),
        ("a $(b | c) | d", [["a", "d"], ["b", "c"]]),
    ],
)  # fmt: skip
def test_patterns_of_case_are_no_commands(script: str, lines: list[list[str]]) -> None:
    found = [view("script", one) for one in split_commands(script)]
    assert [[program(one) for one in line] for line in joined(found)] == lines


# -- Dockerfiles -------------------------------------------------------------------------------

DOCKERFILE = """\
ARG X=1
FROM a AS base
ENV A=1
ARG B=2
FROM b AS other
RUN --mount=type=cache,target=/c --mount=type=secret,id=s --mount=from=x,dst=/y,type=cache \\
  A=2 make | tee x
FROM base AS last
RUN export A=3 B && echo
FROM last
COPY --from=other a b/ c/
COPY x y
"""


def dockerfile(project: Project, write: Any, text: str = DOCKERFILE) -> View:
    (resource,) = load_dockerfiles([write("Dockerfile", text)], project).resources
    return View(resource, Decisions(), Index([resource]), {})


def test_shipped_stages(project: Project, write: Any) -> None:
    seen = dockerfile(project, write)
    assert [stage.get("index") for stage in shipped_stages(seen)] == [3, 2, 0]


def test_settings_and_mounts(project: Project, write: Any) -> None:
    base, other, last, final = stages(dockerfile(project, write))
    assert [value for _, value in settings(base, "A", "B")] == ["1", "2"]
    assert [value for _, value in settings(other, "A")] == ["2"]
    assert [value for _, value in settings(last, "A", "B")] == ["3"]
    (run,) = instructions(other, "RUN")
    assert mounts(run, "cache") == ["/c", "/y"]
    assert mounts(run, "secret") == [""]
    assert [[program(one) for one in line] for line in pipelines(other)] == [["make", "tee"]]
    first, second = instructions(final, "COPY")
    assert (sources(first), destination(first)) == (["a", "b/"], "c/")
    assert (sources(second), destination(second)) == (["x"], "y")
    assert destination(view("x", {})) == ""


def test_a_list_unknown_as_a_whole_ends_the_run() -> None:
    seen = view("dockerfile", {"stages": Unknown("no value")})
    with pytest.raises(Undecided):
        list(stages(seen))
    assert list(commands(view("dockerfile", {"instructions": []}))) == []


def test_the_ignore_file_is_found(project: Project, write: Any) -> None:
    assert not dockerfile(project, write).is_set("ignore_file")
    write(".dockerignore", ".git\n")
    (below,) = load_dockerfiles([write("app/Dockerfile", "FROM a\n")], project).resources
    assert below.attributes["ignore_file"] == ".dockerignore"
    write("app/Dockerfile.dockerignore", ".git\n")
    (below,) = load_dockerfiles([write("app/Dockerfile", "FROM a\n")], project).resources
    assert below.attributes["ignore_file"] == "Dockerfile.dockerignore"


def test_directives_and_platforms_as_written(project: Project, write: Any) -> None:
    text = "# check=skip=all\n# syntax=docker/dockerfile:1\nFROM --platform=$BUILDPLATFORM a\n"
    seen = dockerfile(project, write, text)
    assert seen.get("syntax") == "docker/dockerfile:1"
    assert seen.resource.source.locate(("syntax",)).start_line == 2
    (stage,) = stages(seen)
    assert stage.get("platform_text") == "$BUILDPLATFORM"


# -- workflows ---------------------------------------------------------------------------------

WORKFLOW = """\
on: {push: {branches: [main]}, pull_request: }
jobs:
  unit:
    runs-on: x
    steps:
      - run: make all
      - uses: Actions/Checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8
      - {shell: pwsh, run: pytest}
  pytest:
    needs: unit
    steps: [{run: 'pytest | tee log'}]
  call: {uses: ./.github/workflows/x.yml}
  deploy:
    needs: [pytest, call, gone]
    steps:
      - {name: Trivy, uses: acme/action/sub@v1, with: {x: 'a ${{ secrets.X }} b'}}
      - run: |
          helm version
          sudo kubectl -n x apply -f y
"""


def workflow(project: Project, write: Any, text: str = WORKFLOW) -> View:
    (resource,) = load_workflows([write(".github/workflows/x.yml", text)], project).resources
    return View(resource, Decisions(), Index([resource]), {})


def test_jobs_and_their_order(project: Project, write: Any) -> None:
    seen = workflow(project, write)
    unit, test, call, deploy = jobs(seen)
    assert [job.key for job in needed(seen, deploy)] == ["pytest", "call", "gone", "unit"]
    assert [deploys(job) for job in (unit, test, call, deploy)] == [False, False, False, True]
    assert [runs_tests(job) for job in (unit, test, call, deploy)] == [False, True, True, False]
    assert [runs_scans(job) for job in (unit, test, call, deploy)] == [False, False, True, True]
    assert len(list(steps(seen))) == 6
    assert len(list(steps(unit))) == 3


def test_steps(project: Project, write: Any) -> None:
    seen = workflow(project, write)
    _, checkout, powershell, pipe, action, script = steps(seen)
    assert is_action(checkout, "actions/checkout")
    assert is_action(action, "acme/action")
    assert not is_action(action, "acme/act", "acme/action/other")
    assert [is_pinned(step) for step in (checkout, action, script)] == [True, False, True]
    assert list(run_commands(powershell)) == []
    assert [program(one) for one in run_commands(pipe)] == ["pytest", "tee"]
    (found,) = run_commands(script, "kubectl")
    assert operands(found, "-n") == ["apply", "y"]
    assert seen.resource.source.locate(found.fail().path).start_line == 17


@pytest.mark.parametrize(
    "on", ["push", "[push, release]", "{push: }", "{push: {branches: [main]}, release: }"]
)
def test_triggers(project: Project, write: Any, on: str) -> None:
    seen = workflow(project, write, f"on: {on}\njobs: {{}}\n")
    assert is_triggered(seen, "push", "x")
    assert not is_triggered(seen, "pull_request")


def test_expressions() -> None:
    assert expressions("a ${{ b }} ${{c}} $d {{ e }}") == ["b", "c"]
    assert interpolates("a ${{ b.c }}", re.compile(r"\bb\."))
    assert not interpolates("b.c ${{ a }}", re.compile(r"\bb\."))
    assert not interpolates(None, re.compile("b"))


def test_jobs_unknown_as_a_whole_end_the_run() -> None:
    with pytest.raises(Undecided):
        list(jobs(view("github_workflow", {"jobs": Unknown("no value")})))
