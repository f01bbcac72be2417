"""Importing the live readers, and asking what they can do, loads no cloud SDK."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys
import scanner.live
from scanner.live import readable
from scanner.live.permissions import permissions
from scanner.live.aws.kinds import supported_types
assert readable("aws_s3_bucket") and readable("google_storage_bucket")
assert readable("aws_nothing") is None and readable("aws_../x") is None
assert permissions([*supported_types(), "google_storage_bucket"]).aws
print(sorted({name.partition(".")[0] for name in sys.modules} & {"boto3", "botocore", "google"}))
print("concurrent.futures" in sys.modules)
"""


def test_no_sdk_is_loaded() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], check=True, capture_output=True, text=True
    )
    assert done.stdout.split("\n")[:2] == ["[]", "False"]
