"""A repository by the real git, and what `--since` says of it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Outcome

Trueup = Callable[..., Outcome]
ROOT = Path(__file__).resolve().parents[2]
PUBLIC = "aws-db-instance-public"
DB = """\
resource "aws_db_instance" "%s" {
  publicly_accessible     = %s
  storage_encrypted       = true
  deletion_protection     = true
  backup_retention_period = 7
}
"""


class Repository:
    """The repository in the current folder, by the real git."""

    def __init__(self, scan: Trueup) -> None:
        self._scan = scan
        self("init", "-q", "-b", "main")

    def __call__(self, *words: str, cwd: str = ".") -> str:
        environment = {
            "PATH": os.environ["PATH"],
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
            **{f"GIT_{who}_NAME": "somebody" for who in ("AUTHOR", "COMMITTER")},
            **{f"GIT_{who}_EMAIL": "somebody@example.com" for who in ("AUTHOR", "COMMITTER")},
        }
        allow = ("-c", "protocol.file.allow=always")
        done = subprocess.run(
            ["git", *allow, *words], cwd=cwd, env=environment, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode().strip()

    def commit(self, **files: str) -> str:
        """Write files (``__`` for a slash, ``_tf`` for its ending) and commit all there is."""
        for name, text in files.items():
            path = Path(name.replace("__", "/").replace("_tfvars", ".tfvars").replace("_tf", ".tf"))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        self("add", "-A")
        self("commit", "-q", "--allow-empty", "-m", "a change")
        return self("rev-parse", "HEAD")

    def since(self, ref: str, *words: str) -> Outcome:
        """``trueup scan --since REF`` as JSON, valid by its schema."""
        return self._scan("scan", *words, "--since", ref, "--format", "json")


def standings(outcome: Outcome) -> dict[str, set[str]]:
    """The identities of failing instances, and of what is gone, by how they stand."""
    found: dict[str, set[str]] = {"new": set(), "persisting": set(), "resolved": set()}
    for result in outcome.report["results"]:
        for one in result["instances"]:
            if one["kind"] == "fail":
                found[one["past"]["standing"]].add(one["identity"])
    for gone in outcome.report["gone"]:
        found["resolved"] |= {one["identity"] for one in gone["instances"]}
    return found


def addresses(identities: set[str]) -> set[str]:
    return {identity.split("|")[2] for identity in identities}


def notes(outcome: Outcome) -> dict[str, str]:
    return {
        d["code"]: d["message"]
        for d in outcome.report["diagnostics"]
        if d["code"].startswith("since-")
    }
