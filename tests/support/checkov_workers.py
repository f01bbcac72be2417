"""A program that stands for Checkov's interpreter with trueup's worker in it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

FAKE = """#!{python} -I
import json, os, signal, sys, time

TYPES = {types!r}
IDS = ["CKV_AWS_16", "CKV_AWS_88"] + [f"CKV_FAKE_{{n}}" for n in range(600)]
CHECKS = {{id: [f"Ensure {{id}}", "IAM", "", ["storage_encrypted"]] for id in IDS}}
INDEX = {{
    "types": {{name: ["a.module"] for name in TYPES}},
    "ids": {{name: IDS for name in TYPES}},
    "checks": CHECKS,
    "failed": {failed!r},
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
        tell({{}})
    else:
        said = [["CKV_AWS_16", "FAILED", ["storage_encrypted"]], ["CKV_AWS_88", "FAILED", []],
                ["CKV_FAKE_0", "PASSED", []], ["CKV_FAKE_1", "UNKNOWN", []]]
        {judge}
        tell({{"said": said}})
"""


def write_fake(
    path: Path,
    judge: str = "pass",
    hello: str = '{"protocol": 1, "checkov": "3.3.30", "root": "/nowhere"}',
    index: str = "INDEX",
    failed: dict[str, str] | None = None,
    types: Sequence[str] = ("resource/aws_db_instance", "resource/aws_db_parameter_group"),
) -> str:
    """Write a program that takes any arguments and is a worker with checks of databases.

    judge: Python that runs before it answers, such as ``os._exit(7)``; it may set `said`. hello,
    index: what it answers to these. failed: modules that could not be imported. types: what there
    are checks of.
    """
    text = FAKE.format(
        python=sys.executable,
        types=list(types),
        judge=judge,
        hello=hello,
        index=index,
        failed=failed or {},
    )
    path.write_text(text)
    path.chmod(0o755)
    return str(path)
