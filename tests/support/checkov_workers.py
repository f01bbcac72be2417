"""A program that stands for Checkov's interpreter with trueup's worker in it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

FAKE = """#!{python} -I
import json, os, signal, sys, time

TYPES = {types!r}
IDS = ["CKV_AWS_16", "CKV_AWS_88"] + [f"CKV_FAKE_{{n}}" for n in range(600)]
# The others are of no type that there is.
ASKED = IDS[:4]
CHECKS = {{id: [f"Ensure {{id}}", "IAM", "", ["storage_encrypted"]] for id in IDS}}
INDEX = {{
    "types": {{name: ["a.module"] for name in TYPES}},
    "ids": {{name: ASKED for name in TYPES}},
    "checks": CHECKS,
    "failed": {failed!r},
}}

# With folders of the user's own checks, one of these is about every kind of database.
OWN = sys.argv[5:]
FILE = os.path.join(*OWN[-1:], "org.py") if OWN else ""
EXTERNAL = {{
    "ids": {{"resource/aws_db_*": ["ORG_1"]}},
    "checks": {{"ORG_1": ["Ensure it is ours", "IAM", "", [], FILE, "LOW"]}},
    "graphs": {{}},
    "problems": {problems!r},
}}

def tell(answer):
    sys.stdout.write(json.dumps(answer) + "\\n")
    sys.stdout.flush()

for line in sys.stdin:
    request = json.loads(line)
    if request["do"] == "hello":
        tell({hello})
    elif request["do"] == "index":
        tell({{"index": {index}}})
    elif request["do"] == "warm":
        {warm}
        tell({{}})
    elif request["do"] == "external":
        tell({{"index": EXTERNAL}})
    else:
        said = [["CKV_AWS_16", "FAILED", ["storage_encrypted"]], ["CKV_AWS_88", "FAILED", []],
                ["CKV_FAKE_0", "PASSED", []], ["CKV_FAKE_1", "UNKNOWN", []]]
        said += [["ORG_1", "FAILED", []]] * bool(OWN)
        lacking = False
        {judge}
        if request["do"] == "judge" and isinstance(said, list) and not lacking:
            # About what has nothing to say a check says so.
            given = [one[0] for one in said]
            said += [[id, "UNKNOWN", []] for id in ASKED if id not in given]
        tell({{"said": said}})
"""


def write_fake(
    path: Path,
    judge: str = "pass",
    hello: str = '{"protocol": 1, "checkov": "3.3.30", "root": "/nowhere"}',
    index: str = "INDEX",
    failed: dict[str, str] | None = None,
    types: Sequence[str] = ("resource/aws_db_instance", "resource/aws_db_parameter_group"),
    warm: str = "pass",
    problems: list[list[object]] | None = None,
) -> str:
    """Write a program that takes any arguments and is a worker with checks of databases.

    judge: Python that runs before it answers, such as ``os._exit(7)``; it may set `said`, and
    `lacking` to leave out the checks that are not in it. hello,
    index: what it answers to these. failed: modules that could not be imported. types: what its
    checks are of. warm: Python that runs before it answers that it has imported something.
    problems: what it says of the user's own checks.
    """
    text = FAKE.format(
        python=sys.executable,
        types=list(types),
        judge=judge,
        hello=hello,
        index=index,
        failed=failed or {},
        warm=warm,
        problems=problems or [],
    )
    path.write_text(text)
    path.chmod(0o755)
    return str(path)
