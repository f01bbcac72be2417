"""The planned examples as states: applied by the real Terraform to a local server."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from origins.answers import keep_answers, read_answers
from origins.command import Terraform, example_of, problems_of, write_root
from origins.comparing import forgotten, instances
from origins.completing import complete
from origins.records import UNSAID, Example, managed, planned
from origins.server import serving
from origins.world import furnish

BATCH = 80
"""Examples that one server takes."""

SECONDS = 90
"""For a batch: what is not made by then never will be."""

PATIENCE = {
    "aws_alb": 180,
    "aws_db_instance": 300,
    "aws_docdb_cluster_instance": 180,
    "aws_elasticsearch_domain": 840,
    "aws_lb": 180,
    "aws_opensearch_domain": 840,
    "aws_rds_cluster_instance": 180,
    "aws_wafv2_web_acl": 180,
}
"""Seconds for a batch with such a type: the provider waits one minute, or ten, before it asks at
all whether it is there."""

SINGLE = (
    "aws_api_gateway_account",
    "aws_config_",
    "aws_default_",
    "aws_ebs_encryption_by_default",
    "aws_ebs_snapshot_block_public_access",
    "aws_ec2_image_block_public_access",
    "aws_ec2_instance_metadata_defaults",
    "aws_ec2_serial_console_access",
    "aws_ecr_registry_scanning_configuration",
    "aws_emr_block_public_access_configuration",
    "aws_iam_account_password_policy",
    "aws_iam_policy_attachment",
    "aws_organizations_organization",
    "aws_s3_account_public_access_block",
)
"""What an account has once, such as a setting, or everybody who has a policy of AWS."""

_UNDONE = "not applied: not done in time"
_LOST = re.compile(r"^(Plugin did not respond|Request cancelled)")
_PANIC = re.compile(r"terraform-provider-aws/internal/service/(\w+)\.\S+")
_STARTED = '"type":"apply_start"'


def apply_all(
    found: list[Example], folder: Path, schemas: dict[str, Any], done: Callable[[], None]
) -> None:
    """Apply the planned examples and keep the state of those that the server took whole.

    done: called after each batch, so that an interruption costs one batch at most.
    """
    for example in found:
        if example.plan is not None:
            complete(example, folder / "m" / example.module, schemas)
    for batch, parallelism in batches(found):
        began = time.monotonic()
        _apply(batch, folder, parallelism)
        done()
        seconds = time.monotonic() - began
        made = sum(one.state is not None for one in batch)
        span = f"{batch[0].rule} to {batch[-1].rule}"
        print(f"applied {made} of {len(batch)} in {seconds:.0f} s: {span}")


def batches(found: list[Example]) -> Iterator[tuple[list[Example], int]]:
    """Examples to apply together and how many of their resources at once.

    Examples of one service stand together: those of a service that never answers cost each other
    the time, and no others. Of a setting that an account has once there is one to a batch: what is
    read live afterwards is the last one.
    """
    kinds = {one.module: sorted(managed(one.plan).values()) for one in found if one.plan}
    once = {name: {k for k in all_ if k.startswith(SINGLE)} for name, all_ in kinds.items()}
    many = [one for one in found if kinds.get(one.module) and not once[one.module]]
    many.sort(key=lambda one: (kinds[one.module][0], one.number))
    seconds = {name: _patience(all_) for name, all_ in kinds.items()}
    for wait in sorted({seconds[one.module] for one in many}):
        for batch in _without_clashes([one for one in many if seconds[one.module] == wait]):
            yield batch, 150
    left = [one for one in found if once.get(one.module)]
    while left:
        batch: list[Example] = []
        used: set[str] = set()
        for one in left:
            if used.isdisjoint(once[one.module]):
                batch.append(one)
                used |= once[one.module]
        yield batch, 1
        left = [one for one in left if one not in batch]


def _patience(kinds: Iterable[str]) -> int:
    """The seconds that the slowest of these types takes."""
    return max((PATIENCE.get(kind, SECONDS) for kind in kinds), default=SECONDS)


def _without_clashes(found: list[Example]) -> Iterator[list[Example]]:
    """Examples in batches, none of which has two that mean the same thing by an ARN or an address
    that they both give: what is live would be one of the two."""
    left = found
    while left:
        batch: list[Example] = []
        rest: list[Example] = []
        used: set[tuple[str, str]] = set()
        for one in left:
            keys = _keys(one)
            if len(batch) < BATCH and used.isdisjoint(keys):
                batch.append(one)
                used |= keys
            else:
                rest.append(one)
        yield batch
        left = rest


def _keys(example: Example) -> set[tuple[str, str]]:
    """By which the resources of an example are found live, as far as it says so."""
    from scanner.live import readable
    from scanner.model import Location, Origin, Resource

    assert example.plan is not None
    place = Location("plan")
    found = set()
    for one in planned(example.plan):
        projection = readable(one["type"])
        values = {name: value for name, value in one["values"].items() if value is not None}
        resource = Resource(one["type"], one["address"], values, Origin.PLAN, place, "")
        key = projection.key(resource) if projection else None
        key = key or values.get("domain_name")
        if key:
            found.add((one["type"], key))
    return found


def _apply(batch: list[Example], folder: Path, parallelism: int) -> None:
    """Apply a batch. An example that cannot be planned any more leaves it; the rest goes on.

    An answer that the provider crashes on ends the whole apply: then those that may have got it
    are set apart, and what is left of the others is applied again.
    """
    chosen = batch
    while chosen:
        log, panic, answers = _run(chosen, folder, parallelism)
        by_module = {one.module: one for one in chosen}
        for problem in problems_of(log):
            example = example_of(problem, by_module)
            if example is not None and not example.unapplied and not _LOST.search(_line(problem)):
                example.unapplied = f"not applied: {_line(problem)}"
        left = [one for one in chosen if not one.unapplied]
        if _STARTED in log or len(left) == len(chosen):
            break
        chosen = left
    state = _state(folder)
    for example in chosen:
        _keep(example, state)
    keep_answers(chosen, answers, state)
    if panic:
        again = [one for one in chosen if one.unapplied == _UNDONE]
        for part in _apart(again, panic):
            if part == chosen:
                part[0].unapplied = "not applied: the provider fails at the server's answer"
                continue
            for one in part:
                one.unapplied = ""
            _apply(part, folder, parallelism)


def _state(folder: Path) -> dict[str, Any]:
    """What was applied."""
    path = folder / "terraform.tfstate"
    found: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {"resources": []}
    return found


def _run(chosen: list[Example], folder: Path, parallelism: int) -> tuple[str, str, dict[str, Any]]:
    """What Terraform prints, the service whose code the provider crashed in, and what the server
    answers of what was made."""
    for name in ("terraform.tfstate", "terraform.tfstate.backup"):
        (folder / name).unlink(missing_ok=True)
    write_root(folder, chosen, served=True)
    seconds = max(_patience(managed(one.plan).values()) for one in chosen if one.plan)
    with serving() as endpoint:
        terraform = Terraform(folder, endpoint)
        terraform.must("get")
        furnish([folder / "m" / one.module for one in chosen], endpoint)
        log, errors = terraform.within(
            seconds, "apply", "-input=false", "-auto-approve", "-json",
            f"-parallelism={parallelism}",
        )  # fmt: skip
        answers = read_answers(_state(folder), endpoint)
    panic = _PANIC.search(errors)
    if panic:
        print(f"the provider crashed in {panic[0]}")
    return log, panic[1] if panic else "", answers


def _apart(examples: list[Example], service: str) -> list[list[Example]]:
    """Examples in parts: those of a service in two halves, and all others."""
    prefix = f"aws_{service}_"
    suspects, others = [], []
    for one in examples:
        assert one.plan is not None
        kinds = managed(one.plan).values()
        (suspects if any(kind.startswith(prefix) for kind in kinds) else others).append(one)
    if not suspects:
        suspects, others = others, []
    half = len(suspects) // 2
    return [part for part in (others, suspects[:half], suspects[half:]) if part]


def _line(problem: dict[str, Any]) -> str:
    text = " ".join(f"{problem['summary']} {problem.get('detail', '')}".split())
    # What differs from run to run says nothing.
    text = re.sub(r"(?i),? *request *id: [^ ,]*,?", "", text)
    return text.replace("https response error StatusCode: ", "")[:200]


def _keep(example: Example, state: dict[str, Any]) -> None:
    """Keep the state of an example when all that it plans exists."""
    assert example.plan is not None
    prefix = f"module.{example.module}"
    resources = [
        {**one, "module": one["module"][len(prefix) + 1 :]}
        for one in state["resources"]
        if f"{one.get('module', '')}.".startswith(f"{prefix}.")
    ]
    made = {address for address, _ in instances(resources)}
    if not example.unapplied and managed(example.plan).keys() - made:
        example.unapplied = _UNDONE
    if not example.unapplied:
        lost = forgotten(example.text, example.plan, resources)
        example.unapplied = f"not recorded: the server forgets {lost}" if lost else ""
    if example.unapplied:
        return
    for one in resources:
        if not one["module"]:
            del one["module"]
        for instance in one["instances"]:
            for name in UNSAID:
                instance.pop(name, None)
    example.state = {
        "version": 4,
        "terraform_version": state["terraform_version"],
        "serial": 1,
        "lineage": "",
        "outputs": {},
        "resources": resources,
    }
