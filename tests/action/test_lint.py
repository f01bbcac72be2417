"""action.yml and the workflows under the linters of their kind, and our own stricter rules."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = Path(sys.executable).parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
FILES = [ROOT / "action.yml", *WORKFLOWS]


def lint(*command: str | Path) -> None:
    done = subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_there_is_a_workflow() -> None:
    assert WORKFLOWS


def test_zizmor() -> None:
    lint(SCRIPTS / "zizmor", "--offline", "--persona", "pedantic", "--no-progress", *FILES)


@pytest.mark.parametrize(
    ("schema", "files"),
    [("vendor.github-actions", FILES[:1]), ("vendor.github-workflows", WORKFLOWS)],
)
def test_schema(schema: str, files: list[Path]) -> None:
    lint(SCRIPTS / "check-jsonschema", "--builtin-schema", schema, *files)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_actions_are_pinned_and_say_their_version(path: Path) -> None:
    for reference in re.findall(r"^\s*(?:- )?uses: (.*)$", path.read_text(), re.MULTILINE):
        assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", reference), reference


# ---- the examples of the documentation -----------------------------------------------------------

EXAMPLES = ROOT / "docs" / "examples"
OURS = "OWNER/trueup@COMMIT # the full SHA of a release"


def example(name: str, folder: Path) -> Path:
    """An example as a user has it, with a commit in the place of the word."""
    text = (EXAMPLES / name).read_text()
    path = folder / name
    path.write_text(text.replace(OURS, f"acme/trueup@{'0' * 39}1 # v1.0.0"))
    return path


@pytest.mark.parametrize("name", sorted(p.name for p in EXAMPLES.glob("github-*.yml")))
def test_the_workflows_of_the_documentation(name: str, tmp_path: Path) -> None:
    path = example(name, tmp_path)
    lint(SCRIPTS / "zizmor", "--offline", "--persona", "pedantic", "--no-progress", path)
    lint(SCRIPTS / "check-jsonschema", "--builtin-schema", "vendor.github-workflows", path)
    test_actions_are_pinned_and_say_their_version(path)


@pytest.mark.parametrize("name", sorted(p.name for p in EXAMPLES.glob("github-*.yml")))
def test_the_workflows_use_inputs_that_the_action_has(name: str) -> None:
    inputs = yaml.safe_load((ROOT / "action.yml").read_text())["inputs"]
    jobs = yaml.safe_load((EXAMPLES / name).read_text())["jobs"].values()
    steps = [s for job in jobs for s in job["steps"] if s.get("uses", "").startswith("OWNER/")]
    assert steps
    for step in steps:
        assert set(step["with"]) <= set(inputs)


@pytest.mark.parametrize(
    ("name", "schema"),
    [("gitlab-ci.yml", "vendor.gitlab-ci"), ("azure-pipelines.yml", "vendor.azure-pipelines")],
)
def test_the_other_pipelines_of_the_documentation(name: str, schema: str) -> None:
    # Azure's schema has patterns for JavaScript's older expressions.
    words = ["--data-transform", schema.partition(".")[2], "--regex-variant", "nonunicode"]
    lint(SCRIPTS / "check-jsonschema", "--builtin-schema", schema, *words, EXAMPLES / name)


def test_every_command_of_the_pipelines_has_its_options() -> None:
    from scanner.cli.main import cli

    for path in EXAMPLES.glob("*.yml"):
        text = re.sub(r"\\\n\s*|\n\s+(?=--|\$\{)", " ", path.read_text())
        for name, rest in re.findall(r"\btrueup (scan|drift)\b([^\n]*)", text):
            command = cli.get_command(click.Context(cli), name)
            assert command is not None
            known = {option for one in command.params for option in one.opts}
            assert set(re.findall(r"--[a-z-]+", rest)) <= known, path.name


READ = ["a/main.tf", "x.tf.json", "p.tfvars", "k8s/a.yaml", ".github/workflows/a.yml"]
READ += ["Dockerfile", "api/Dockerfile.prod", "Containerfile", "a.dockerfile"]


def test_the_hooks_for_pre_commit() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert len({hook["id"] for hook in hooks}) == len(hooks) == 2
    for hook in hooks:
        assert hook["language"] == "python" and not hook["pass_filenames"]
        files = re.compile(hook["files"])
        for name in READ:
            assert files.search(name), name
        assert not files.search("README.md") and not files.search("Dockerfiles.md")
