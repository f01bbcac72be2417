"""`trueup scan --since REF`: what the reports say."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

from since_repository import DB, PUBLIC, ROOT, Repository, Trueup


def test_sarif_holds_all_that_is_found_and_the_audit_how_it_stands(
    git: Repository, trueup: Trueup
) -> None:
    git.commit(main_tf=DB % ("old", "true") + DB % ("mended", "true"))
    Path("main.tf").write_text(DB % ("old", "true") + DB % ("new", "true"))
    whole = json.loads(trueup("scan", "--format", "sarif").out)["runs"][0]["results"]
    since = trueup("scan", "--since", "main", "--format", "sarif")
    assert json.loads(since.out)["runs"][0]["results"] == whole
    audit = trueup("scan", "--since", "main", "--format", "sarif-audit").out
    states = {
        result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"]: result["baselineState"]
        for result in json.loads(audit)["runs"][0]["results"]
    }
    assert states == {
        "aws_db_instance.old": "unchanged",
        "aws_db_instance.new": "new",
        "aws_db_instance.mended": "absent",
    }
    # As a baseline, the audit file does not know what is mended.
    Path("known.sarif").write_text(audit)
    Path("main.tf").write_text(DB % ("mended", "true") + DB % ("new", "true"))
    now = trueup("scan", "--baseline", "known.sarif", "--format", "json").report["results"]
    kinds = {one["resource"]["address"]: one["kind"] for one in now}
    assert kinds == {"aws_db_instance.mended": "fail", "aws_db_instance.new": "suppressed"}


def test_json_fits_its_schema(git: Repository) -> None:
    import jsonschema

    schema = json.loads((ROOT / "docs/report.schema.json").read_text())
    git.commit(main_tf=DB % ("old", "true") + DB % ("mended", "true"))
    Path("main.tf").write_text(DB % ("old", "true") + DB % ("new", "true"))
    report = git.since("main").report
    jsonschema.validate(report, schema)
    assert [one["identity"] for one in report["gone"]] == [
        f"{PUBLIC}|.|aws_db_instance.mended|publicly_accessible"
    ]


def test_the_commands_of_the_document_run(git: Repository, trueup: Trueup) -> None:
    text = (ROOT / "docs/since.md").read_text()
    lines = [line[2:] for line in text.splitlines() if line.startswith("$ ")]
    assert len(lines) > 3
    git.commit(infrastructure__main_tf=DB % ("old", "true"))
    git("update-ref", "refs/remotes/origin/main", "HEAD")
    git("tag", "v1.4.0")
    for line in lines:
        words = shlex.split(line)
        assert words[0] == "trueup"
        done = trueup(*words[1:])
        assert done.code == 0, f"{line}: {done.err}"
        assert ": 0 new, 0 fixed, 1 unchanged\n" in done.out
