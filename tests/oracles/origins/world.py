"""What examples name without declaring it: made before Terraform asks for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

REGION = "eu-central-1"


def furnish(modules: list[Path], endpoint: str) -> None:
    """Make it at a server."""
    make_buckets(modules, endpoint)


def client(service: str, endpoint: str) -> Any:
    """Of the local server."""
    import boto3

    return boto3.client(
        service,
        endpoint_url=endpoint,
        region_name=REGION,
        aws_access_key_id="none",
        aws_secret_access_key="none",
    )


def make_buckets(modules: list[Path], endpoint: str) -> None:
    """The buckets that are set by name."""
    from scanner.load.terraform import load_terraform
    from scanner.project import Project
    from scanner.terraform.options import TerraformOptions

    wanted: set[str] = set()
    declared: set[str] = set()
    for folder in modules:
        project = Project(str(folder), str(folder))
        loaded = load_terraform([str(folder)], project, TerraformOptions(boundary=str(folder)))
        for resource in loaded.resources:
            name = resource.attributes.get("bucket")
            if isinstance(name, str):
                (declared if resource.type == "aws_s3_bucket" else wanted).add(name)
    s3 = client("s3", endpoint)
    for name in sorted(wanted - declared):
        s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
