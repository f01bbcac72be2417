"""What is found under the given paths, and what is not."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scanner.load.discover import Inputs, discover
from scanner.model import Diagnostic, DiagnosticLevel
from scanner.project import Project, find_project

MANIFEST = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n"
PLAN = '{"format_version":"1.2","terraform_version":"1.9.0","planned_values":{}}'
STATE = '{\n  "version": 4,\n  "terraform_version": "1.9.0",\n  "serial": 1,\n  "lineage": "x"\n}'


def found(inputs: Inputs, project: Project) -> dict[str, list[str]]:
    """The non-empty kinds, as paths relative to the repository."""
    kinds = ("terraform", "kubernetes", "dockerfiles", "workflows", "plans", "states",
             "named_files")  # fmt: skip
    return {
        kind: [os.path.relpath(path, project.root) for path in getattr(inputs, kind)]
        for kind in kinds
        if getattr(inputs, kind)
    }


def everything(project: Project, *paths: str, excludes: tuple[str, ...] = ()) -> dict[str, Any]:
    inputs = discover(paths or ["."], project, excludes)
    assert inputs.diagnostics == ()
    return found(inputs, project)


@pytest.mark.parametrize(
    ("name", "content", "kind", "path"),
    [
        ("a/main.tf", "", "terraform", "a"),
        ("a/main.tf.json", "{}", "terraform", "a"),
        ("a/main.tofu", "", "terraform", "a"),
        ("a/main.tofu.json", "{}", "terraform", "a"),
        ("main.tf", "", "terraform", "."),
        ("Dockerfile", "", "dockerfiles", "Dockerfile"),
        ("Dockerfile.prod", "", "dockerfiles", "Dockerfile.prod"),
        ("a/prod.Dockerfile", "", "dockerfiles", "a/prod.Dockerfile"),
        ("prod.dockerfile", "", "dockerfiles", "prod.dockerfile"),
        ("Containerfile", "", "dockerfiles", "Containerfile"),
        ("Containerfile.dev", "", "dockerfiles", "Containerfile.dev"),
        ("k.yaml", MANIFEST, "kubernetes", "k.yaml"),
        ("k.yml", "# c\n---\nfoo: 1\n---\n" + MANIFEST, "kubernetes", "k.yml"),
        ("k.yaml", '"kind": Pod\n"apiVersion": v1\n', "kubernetes", "k.yaml"),
        ("k.yaml", '{"apiVersion": "v1", "kind": "Pod"}', "kubernetes", "k.yaml"),
        ("k.yaml", "  apiVersion: v1\n  kind: Pod\n", "kubernetes", "k.yaml"),
        ("k.yaml", "apiVersion: {{ .x }}\nkind: Pod\n", "kubernetes", "k.yaml"),
        ("k.yaml", MANIFEST.replace("\n", "\r\n"), "kubernetes", "k.yaml"),
        ("k.json", '{"kind": "Pod", "apiVersion": "v1"}', "kubernetes", "k.json"),
        (".github/workflows/ci.yml", "", "workflows", ".github/workflows/ci.yml"),
        ("sub/.github/workflows/ci.yaml", "", "workflows", "sub/.github/workflows/ci.yaml"),
        ("tfplan.json", PLAN, "plans", "tfplan.json"),
        ("terraform.tfstate", STATE, "states", "terraform.tfstate"),
        ("pulled.json", STATE, "states", "pulled.json"),
    ],
)
def test_kinds(project: Project, write: Any, name: str, content: str, kind: str, path: str) -> None:
    write(name, content)
    assert everything(project) == {kind: [path]}
    # The same file, named, is taken for the same.
    named = everything(project, name)
    assert named[kind] == [path]
    assert set(named) <= {kind, "named_files"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("values.yaml", "replicas: 1\n"),
        ("Chart.yaml", "apiVersion: v2\nname: x\n"),
        ("crd.yaml", "spec:\n  apiVersion: v1\n  kind: Pod\n"),
        ("two.yaml", "apiVersion: v1\n---\nkind: Pod\n"),
        ("action.yml", "name: x\nruns:\n  using: composite\n"),
        (".github/workflows/sub/ci.yml", "on: push\n"),
        (".github/dependabot.yml", "version: 2\n"),
        ("package.json", "{}"),
        ("state.json", '{"format_version":"1.0","terraform_version":"1.9.0","values":{}}'),
        ("main.tfvars", ""),
        ("Dockerfile.dockerignore", ""),
        ("Dockerfile.md", ""),
        ("Dockerfile.j2", ""),
        ("MyDockerfile", ""),
        ("terraform.tfstate.backup", STATE),
    ],
)
def test_what_is_no_input(project: Project, write: Any, name: str, content: str) -> None:
    write(name, content)
    assert everything(project) == {}


def test_tool_folders_are_passed_over(project: Project, write: Any) -> None:
    for folder in (".terraform/modules/x", "node_modules/x", ".git/x", "a/.venv/x"):
        write(f"{folder}/main.tf")
    write("env/pyvenv.cfg")
    write("env/lib/main.tf")
    write("a/main.tf")
    assert everything(project) == {"terraform": ["a"]}
    assert everything(project, "node_modules") == {"terraform": ["node_modules/x"]}


def test_ignore_files_are_nested_and_may_take_back(project: Project, write: Any) -> None:
    write(".gitignore", "build/\n*.yaml\n!keep.yaml\n/only-here/\n# comment\n")
    write("a/.gitignore", "!mine.yaml\nsecret/\n")
    for name in ("x.yaml", "keep.yaml", "a/x.yaml", "a/mine.yaml", "a/secret/keep.yaml"):
        write(name, MANIFEST)
    for folder in ("build", "a/build", "only-here", "a/only-here", "secret"):
        write(f"{folder}/main.tf")
    assert everything(project) == {
        "kubernetes": ["a/mine.yaml", "keep.yaml"],
        "terraform": ["a/only-here", "secret"],
    }


def test_git_agrees_on_what_is_ignored(project: Project, write: Any) -> None:
    patterns = ["*.log.tf", "build/", "/top", "a/**/z", "!a/keep/z", "f?o", "[bc]ar", "x/*", "!x/y",
                "sp ace", "trail\\ ", "#no", "\\#yes"]  # fmt: skip
    write(".gitignore", "\n".join(patterns))
    names = ["build", "top", "s/top", "a/z", "a/q/z", "a/keep/z", "foo", "fooo", "bar", "dar",
             "x/y", "x/z", "sp ace", "#yes", "#no", "deep/build/in"]  # fmt: skip
    for name in names:
        write(f"{name}/main.tf")
    subprocess.run(["git", "init", "-q", project.root], check=True)
    listed = subprocess.run(
        ["git", "-C", project.root, "ls-files", "-co", "--exclude-standard", "-z"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split("\0")
    kept = sorted({os.path.dirname(name) for name in listed if name.endswith("main.tf")})
    assert everything(project) == {"terraform": kept}


def test_what_is_named_is_taken_whatever_git_says(project: Project, write: Any) -> None:
    write(".gitignore", "build/\n*.yaml\n")
    write("build/main.tf")
    write("build/k.yaml", MANIFEST)
    write("k.yaml", MANIFEST)
    assert everything(project, "build") == {
        "terraform": ["build"],
        "kubernetes": ["build/k.yaml"],
    }
    assert everything(project, "k.yaml") == {"kubernetes": ["k.yaml"]}


def test_ignore_files_above_a_named_folder_hold(project: Project, write: Any) -> None:
    write(".gitignore", "generated.yaml\n")
    write("a/generated.yaml", MANIFEST)
    write("a/k.yaml", MANIFEST)
    assert everything(project, "a") == {"kubernetes": ["a/k.yaml"]}


def test_excludes(project: Project, write: Any) -> None:
    for name in ("a/main.tf", "vendor/main.tf", "a/vendor/main.tf", "b/main.tf"):
        write(name)
    write("k.yaml", MANIFEST)
    assert everything(project, excludes=("vendor/", "/b", "*.yaml")) == {"terraform": ["a"]}
    assert everything(project, "vendor", excludes=("vendor/",)) == {"terraform": ["vendor"]}


def test_a_named_terraform_file_brings_its_folder(project: Project, write: Any) -> None:
    write("a/main.tf")
    write("a/other.tf")
    assert everything(project, "a/main.tf") == {
        "terraform": ["a"],
        "named_files": ["a/main.tf"],
    }


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("# x\n\n  from alpine\n", "dockerfiles"),
        ("ARG X=1\nFROM alpine:$X\n", "dockerfiles"),
        (MANIFEST, "kubernetes"),
        (PLAN, "plans"),
        (STATE, "states"),
    ],
)
def test_a_named_file_is_told_by_its_content(
    project: Project, write: Any, content: str, kind: str
) -> None:
    write("thing.backup", content)
    assert everything(project) == {}
    assert everything(project, "thing.backup") == {kind: ["thing.backup"]}


def test_a_named_workflow_is_told_by_its_content(project: Project, write: Any) -> None:
    write("templates/ci.yml", "name: x\non: push\njobs: {}\n")
    assert everything(project) == {}
    assert everything(project, "templates/ci.yml") == {"workflows": ["templates/ci.yml"]}


def test_named_twice_is_taken_once(project: Project, write: Any) -> None:
    write("a/main.tf")
    write("k.yaml", MANIFEST)
    inputs = discover([".", "a", "k.yaml", "./a/../k.yaml"], project, [])
    assert found(inputs, project) == {"terraform": ["a"], "kubernetes": ["k.yaml"]}


def test_messages(project: Project, write: Any) -> None:
    write("notes.txt", "hello")
    os.mkfifo(os.path.join(project.root, "pipe"))
    os.symlink("nowhere", os.path.join(project.root, "broken"))
    inputs = discover(["missing", "notes.txt", "pipe", "broken"], project, [])
    error = DiagnosticLevel.ERROR
    assert inputs.diagnostics == (
        Diagnostic(error, "path-missing", "this link leads nowhere; mend it or leave it out",
                   "broken"),
        Diagnostic(error, "path-missing", "there is no such file or folder; check the spelling",
                   "missing"),
        Diagnostic(
            error,
            "not-recognised",
            "is neither Terraform, a Kubernetes manifest, a Dockerfile, a GitHub workflow, a "
            "Compose file, a plan as JSON nor a state; leave it out",
            "notes.txt",
        ),
        Diagnostic(error, "unreadable", "is neither a file nor a folder; leave it out", "pipe"),
    )  # fmt: skip


def test_what_cannot_be_read_is_told(
    project: Project, write: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Tests may run as root, to whom nothing is forbidden.
    write("locked/main.tf")
    secret = write("k.yaml", MANIFEST)
    write("a/main.tf")
    real_scandir, real_open = os.scandir, open

    def scandir(path: str) -> Any:
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied")
        return real_scandir(path)

    def guarded(path: Any, *rest: Any, **options: Any) -> Any:
        if path == secret:
            raise PermissionError(13, "Permission denied")
        return real_open(path, *rest, **options)

    monkeypatch.setattr(os, "scandir", scandir)
    monkeypatch.setattr("builtins.open", guarded)
    inputs = discover(["."], project, [])
    monkeypatch.undo()
    assert found(inputs, project) == {"terraform": ["a"]}
    message = "cannot be read (Permission denied); fix it or exclude it"
    assert [(d.code, d.path, d.message) for d in inputs.diagnostics] == [
        ("unreadable", "k.yaml", message),
        ("unreadable", "locked", message),
    ]


def test_a_fifo_is_never_opened(project: Project, write: Any) -> None:
    write("a/main.tf")
    os.mkfifo(os.path.join(project.root, "k.yaml"))
    assert everything(project) == {"terraform": ["a"]}


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names themselves")
def test_a_name_that_is_not_text(project: Project) -> None:
    path = os.path.join(os.fsencode(project.root), b"\xff.yaml")
    Path(os.fsdecode(path)).write_text(MANIFEST)
    inputs = discover(["."], project, [])
    assert found(inputs, project) == {}
    (diagnostic,) = inputs.diagnostics
    assert diagnostic.code == "unreadable"
    assert diagnostic.message == "its name is not UTF-8; rename it or exclude it"
    diagnostic.path.encode()  # type: ignore[union-attr]


# -- links -----------------------------------------------------------------------------------


def link(project: Project, name: str, target: str) -> None:
    path = Path(project.root, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(target)


def test_links_inside_are_followed_and_cycles_end(project: Project, write: Any) -> None:
    write("shared/main.tf")
    write("shared/k.yaml", MANIFEST)
    link(project, "env/prod/shared", "../../shared")
    link(project, "env/loop", "..")
    link(project, "self", "self")
    link(project, "k-again.yaml", "shared/k.yaml")
    assert everything(project) == {"terraform": ["shared"], "kubernetes": ["shared/k.yaml"]}
    assert everything(project, "env/prod") == {
        "terraform": ["shared"],
        "kubernetes": ["shared/k.yaml"],
    }


def test_a_linked_terraform_file_makes_a_root(project: Project, write: Any) -> None:
    write("shared/backend.tf")
    link(project, "env/backend.tf", "../shared/backend.tf")
    assert everything(project, "env") == {"terraform": ["env"]}


def test_a_linked_file_with_a_telling_name(project: Project, write: Any) -> None:
    write("docker/image", "FROM alpine")
    link(project, "Dockerfile", "docker/image")
    assert everything(project) == {"dockerfiles": ["Dockerfile"]}


def test_links_out_of_the_tree_are_not_followed(
    project: Project, write: Any, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "main.tf").write_text("")
    (outside / "k.yaml").write_text(MANIFEST)
    link(project, "out", str(outside))
    link(project, "k.yaml", str(outside / "k.yaml"))
    write("a/main.tf")
    inputs = discover(["."], project, [])
    assert found(inputs, project) == {"terraform": ["a"]}
    message = "this link leads out of the tree and was not followed; name it to scan it"
    assert inputs.diagnostics == tuple(
        Diagnostic(DiagnosticLevel.NOTE, "link-outside", message, name)
        for name in ("k.yaml", "out")
    )
    # Naming it is asking for it.
    assert found(discover(["out"], project, []), project) == {
        "terraform": ["out"],
        "kubernetes": ["out/k.yaml"],
    }


def test_a_link_does_not_widen_what_was_named(project: Project, write: Any) -> None:
    write("a/main.tf")
    write("b/main.tf")
    link(project, "a/up", "..")
    inputs = discover(["a"], project, [])
    assert found(inputs, project) == {"terraform": ["a"]}
    assert [d.code for d in inputs.diagnostics] == ["link-outside"]


# -- whole trees -----------------------------------------------------------------------------

NAMES = st.sampled_from(["a", "b", "build", ".terraform", "c"])
LEAVES = st.sampled_from(["main.tf", "k.yaml", "Dockerfile", "x.py"])


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    files=st.lists(st.tuples(st.lists(NAMES, max_size=3), LEAVES), max_size=8),
    links=st.lists(
        st.tuples(st.lists(NAMES, max_size=2), st.sampled_from(["l", "m.tf", "n"]),
                  st.sampled_from([".", "..", "a", "../b", "/", "/etc", "l", "a/main.tf"])),
        max_size=4,
    ),
    ignored=st.lists(st.sampled_from(["build/", "*.yaml", "!a", "b/", "/c"]), max_size=2),
)  # fmt: skip
def test_any_tree(
    tmp_path_factory: pytest.TempPathFactory,
    files: list[tuple[list[str], str]],
    links: list[tuple[list[str], str, str]],
    ignored: list[str],
) -> None:
    root = Path(os.path.realpath(tmp_path_factory.mktemp("tree")))
    (root / ".git").mkdir()
    (root / ".gitignore").write_text("\n".join(ignored))
    for folders, name in files:
        folder = root.joinpath(*folders)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(MANIFEST if name.endswith("yaml") else "")
    for folders, name, target in links:
        folder = root.joinpath(*folders)
        folder.mkdir(parents=True, exist_ok=True)
        if not os.path.lexists(folder / name):
            (folder / name).symlink_to(target)
    project = find_project(str(root))
    inputs = discover(["."], project, [])
    assert inputs == discover(["."], project, [])
    for kind in ("terraform", "kubernetes", "dockerfiles"):
        paths = getattr(inputs, kind)
        assert list(paths) == sorted(set(paths))
        for path in paths:
            real = Path(os.path.realpath(path))
            assert real.is_relative_to(root)
            assert ".terraform" not in real.relative_to(root).parts
    assert all(d.level is DiagnosticLevel.NOTE for d in inputs.diagnostics)
    # What lies in no folder that anything speaks against is found.
    for folders, name in files:
        if set(folders) <= {"a"} and not ignored:
            folder = str(root.joinpath(*folders))
            wanted = {"main.tf": folder, "k.yaml": f"{folder}/k.yaml",
                      "Dockerfile": f"{folder}/Dockerfile"}.get(name)  # fmt: skip
            everything_found = {*inputs.terraform, *inputs.kubernetes, *inputs.dockerfiles}
            assert wanted is None or wanted in everything_found


def test_a_large_tree_is_quick(project: Project) -> None:
    root = Path(project.root)
    for number in range(100):
        folder = root / f"d{number}"
        folder.mkdir()
        for index in range(50):
            (folder / f"f{index}.py").touch()
    started = time.process_time()
    assert everything(project) == {}
    # 5,000 files; 100,000 in a couple of seconds is the aim, here with room for a busy machine.
    assert time.process_time() - started < 1


def test_pathspec_is_not_loaded_without_need(project: Project, write: Any) -> None:
    write("a/main.tf")
    script = (
        "import sys\n"
        "from scanner.load.discover import discover\n"
        "from scanner.project import find_project\n"
        "inputs = discover(['.'], find_project(), [])\n"
        "assert len(inputs.terraform) == 1\n"
        "print(sorted({'pathspec', 'yaml', 'json'} & set(sys.modules)))\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    run = subprocess.run(
        [sys.executable, "-c", script],
        cwd=project.root, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert run.stdout.strip() == "[]"


def test_ignore_patterns_that_backtrack_are_set_aside(project: Project, write: Any) -> None:
    write(".gitignore", "*a" * 40 + "\n")
    write("a" * 200 + ".tf")
    started = time.process_time()
    inputs = discover(["."], project, [])
    assert time.process_time() - started < 5
    assert [d.code for d in inputs.diagnostics] == ["limit-ignores"]
    assert len(inputs.terraform) == 1


def test_many_wildcards_in_short_names_are_fine(project: Project, write: Any) -> None:
    write(".gitignore", "*a*b*c*d.tf\n" * 100 + "a/**/b/**/c\n")
    for number in range(200):
        write(f"a/x{number}.tf")
    write("axbxcxd/axbxcxd.tf")
    inputs = discover(["."], project, [])
    assert not inputs.diagnostics
    assert [os.path.basename(folder) for folder in inputs.terraform] == ["a"]
