"""Record one family of resource types: what the real provider writes, what the server answers.

    python tests/live/oracle/family.py network [...]

Needs `terraform`, the AWS provider 5.100.0 within its reach (a filesystem mirror named in
TF_CLI_CONFIG_FILE) and moto. A family is a folder beside this file:

- ``main.tf``: applied to the local server, refreshed. Every attribute that is compared is set.
- ``changes.py``: ``CHANGES``, what happens outside of Terraform then, one at a time: what is to be
  found -> a function that does it through boto3. ``UNSET``: attributes that no resource here sets.
  ``NEVER``: ``TYPE: missing`` or ``TYPE: changed`` -> why not. ``HELPERS``: types that are only
  there because others need them; they are neither kept nor read.
- ``planned/main.tf`` (optional): what the server cannot create; only planned.
- ``constructed.py`` (optional): for those, what the documentation says the platform answers.
  ``DOCUMENTATION``: its address by type. ``KNOWN``: what the plan leaves unknown, by address.
  ``ANSWERS``: wire bodies by request key (`request_keys`). ``EDITS``: what is to be found ->
  {request key: (text, what it becomes), or a whole answer with status, type and body}, or a
  function of (world, answers) that gives such a dictionary, for keys that hold generated ids.
  ``amend(world, answers)`` (optional): completes, in place, what the server answers of a type that
  it can create but keeps half of; ``AMENDED``: the attributes that this adds, by address.

Writes tests/live/recorded/families/FAMILY.json: `state`, `answers`, and `changes`, each with what
is expected and the answers that differ from then on.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
OUT = HERE.parent / "recorded" / "families"
sys.path[:0] = [str(HERE.parents[1] / "support"), str(HERE.parents[2])]

REGION = "eu-west-1"
PROVIDER = f"""
terraform {{
  required_providers {{
    aws = {{
      source  = "hashicorp/aws"
      version = "5.100.0"
    }}
  }}
}}

provider "aws" {{
  region                      = "{REGION}"
  s3_use_path_style           = true
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  max_retries                 = 2
  default_tags {{
    tags = {{ owner = "platform" }}
  }}
}}
"""


class World:
    """What a change works on: ``world("ec2")`` is a client without a guard."""

    def __init__(self, state: list[dict[str, Any]], url: str) -> None:
        self._state = {one["address"]: one["attributes"] for one in state}
        self._url = url

    def __call__(self, service: str, region: str = REGION) -> Any:
        import boto3

        return boto3.client(service, region_name=region, endpoint_url=self._url)

    def id(self, address: str) -> str:
        """The recorded id of a resource."""
        return str(self._state[address]["id"])

    def at(self, address: str, attribute: str) -> Any:
        """A recorded attribute."""
        return self._state[address][attribute]


Change = Callable[[World], Any]


def terraform(folder: Path, *arguments: str) -> str:
    """Run terraform in `folder`; its standard output."""
    done = subprocess.run(
        ["terraform", *arguments], cwd=folder, check=False, capture_output=True, text=True
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout


def module(family: str, name: str) -> Any:
    """``FAMILY/NAME.py``, or None."""
    path = HERE / family / f"{name}.py"
    if not path.exists():
        return None
    spec = importlib.util.spec_from_file_location(f"{family}_{name}", path)
    assert spec is not None and spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def managed(shown: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Address, type and attributes of every managed resource of the root module."""
    return [
        {"address": one["address"], "type": one["type"], "attributes": one["values"]}
        for one in shown.get("root_module", {}).get("resources", ())
        if one["mode"] == "managed"
    ]


def applied(family: str) -> list[dict[str, Any]]:
    """The state after an apply and a refresh. A second plan must be empty."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(HERE / family, folder, dirs_exist_ok=True)
        (folder / "provider.tf").write_text(PROVIDER)
        terraform(folder, "init", "-no-color")
        terraform(folder, "apply", "-auto-approve", "-no-color")
        terraform(folder, "apply", "-refresh-only", "-auto-approve", "-no-color")
        return managed(json.loads(terraform(folder, "show", "-json"))["values"])


def planned(family: str, known: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What the plan of ``planned/main.tf`` says, completed with what only the platform knows."""
    if not (HERE / family / "planned").is_dir():
        return []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(HERE / family / "planned", folder, dirs_exist_ok=True)
        offline = "  skip_requesting_account_id = true\n}\n"
        (folder / "provider.tf").write_text(PROVIDER.rstrip().removesuffix("}") + offline)
        terraform(folder, "init", "-no-color")
        terraform(folder, "plan", "-no-color", "-refresh=false", "-out=plan")
        shown = json.loads(terraform(folder, "show", "-json", "plan"))["planned_values"]
    return [
        {**one, "attributes": {**one["attributes"], **known.get(one["address"], {})}}
        for one in managed(shown)
    ]


def answers_to(state: list[dict[str, Any]], constructed: Mapping[str, Any]) -> dict[str, Any]:
    """Everything that reading live asks of a new server on what this process holds."""
    from aws_server import AwsServer
    from recorded import resource

    from scanner.live import Sessions, read_live
    from scanner.live.aws.kinds import operations, supported_types
    from scanner.live.aws.session import AwsSessions, Limits

    server = AwsServer(recording={}, constructed=dict(constructed))
    server.start()
    os.environ["AWS_ENDPOINT_URL"] = server.url
    factory = AwsSessions(operations(supported_types()), (), Limits(attempts=1))
    session = factory.open(region=REGION)
    view = read_live([resource(one) for one in state], Sessions(aws=lambda _: session)).view
    for one in view.unread:
        print(f"  not read: {one.type} {one.id or ''}: {one.reason}")
    assert server.recording is not None
    return server.recording


def in_a_child(work: Callable[[], Any]) -> Any:
    """What `work` gives in a copy of this process, whose server is left as it was."""
    with tempfile.NamedTemporaryFile() as file:
        child = os.fork()
        if not child:
            status = 1
            try:
                Path(file.name).write_text(json.dumps(work()))
                status = 0
            except BaseException:  # noqa: BLE001 - a child ends here, whatever it was
                traceback.print_exc()
            finally:
                sys.stdout.flush()
                os._exit(status)
        if os.waitpid(child, 0)[1]:
            raise SystemExit("the change failed, see above")
        return json.loads(Path(file.name).read_text())


def changed(
    state: list[dict[str, Any]], helpers: Any, constructed: Mapping[str, Any], change: Change
) -> dict[str, Any]:
    """The answers after a change."""
    from aws_server import AwsServer

    server = AwsServer()
    server.start()
    change(World(state, server.url))
    return answers_to(without(state, helpers), constructed)


def without(state: list[dict[str, Any]], helpers: Any) -> list[dict[str, Any]]:
    """The resources that the family is about."""
    return [one for one in state if one["type"] not in helpers]


def delta(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """The answers that are not what they were."""
    return {key: one for key, one in after.items() if before.get(key) != one}


def edited(answers: Mapping[str, Any], edits: Mapping[str, Any]) -> dict[str, Any]:
    """Constructed answers with a text in them replaced, once, or with another answer."""
    found = {}
    for key, edit in edits.items():
        if isinstance(edit, dict):
            found[key] = edit
            continue
        old, new = edit
        body = answers[key]["body"]
        if old not in body:
            raise SystemExit(f"{key} has no {old}")
        found[key] = {**answers[key], "body": body.replace(old, new, 1)}
    return found


def swap(
    answers: dict[str, Any], request: str, old: str, new: str, before: str = "", after: str = ""
) -> None:
    """For `amend`: replace a text once in each answer to requests whose key holds `request`.

    before, after: the last occurrence before, or the first after, this text (an id). An answer
    that lacks it, after a deletion, stays as it is.
    """
    for key, one in answers.items():
        body = one["body"]
        if request not in key or before not in body or after not in body:
            continue
        at = body.rfind(old, 0, body.find(before)) if before else body.find(old, body.find(after))
        if at >= 0:
            answers[key] = {**one, "body": body[:at] + new + body[at + len(old) :]}


def graft(answers: dict[str, Any], request: str, id: str, fragment: str) -> None:
    """For `amend`: put elements into the list item of an EC2 answer that holds the text `id`,
    instead of those of the same name."""
    from xml.etree import ElementTree

    for key, one in answers.items():
        if request not in key or id not in one["body"]:
            continue
        root = ElementTree.fromstring(one["body"])
        space = root.tag.partition("}")[0] + "}" if root.tag.startswith("{") else ""
        ElementTree.register_namespace("", space.strip("{}"))
        more = ElementTree.fromstring(f'<item xmlns="{space.strip("{}")}">{fragment}</item>')
        for item in root.iter(f"{space}item"):
            if not any((child.text or "").strip() == id for child in item):
                continue
            for child in more:
                for old in item.findall(child.tag):
                    item.remove(old)
                item.append(child)
        answers[key] = {**one, "body": ElementTree.tostring(root, encoding="unicode")}


def record(family: str) -> None:
    """Apply, refresh, read, change and read again, write."""
    from aws_server import AwsServer

    written = module(family, "constructed")
    constructed = {
        key: one if isinstance(one, dict) and "body" in one else {"status": "200 OK", **_body(one)}
        for key, one in getattr(written, "ANSWERS", {}).items()
    }
    server = AwsServer()
    server.start()
    os.environ["AWS_ENDPOINT_URL"] = server.url
    state = applied(family) if (HERE / family / "main.tf").exists() else []
    server.stop()
    extra = planned(family, getattr(written, "KNOWN", {}))
    for one in extra:
        one["documentation"] = written.DOCUMENTATION[one["type"]]
    state += extra
    changes = module(family, "changes")
    helpers = getattr(changes, "HELPERS", ())
    before = in_a_child(lambda: answers_to(without(state, helpers), constructed))
    amend = getattr(written, "amend", lambda world, answers: None)
    world = World(state, "")
    amend(world, before)
    for one in state:
        if more := getattr(written, "AMENDED", {}).get(one["address"]):
            one["attributes"] |= more
            one["documentation"] = written.DOCUMENTATION[one["type"]]
    cases, failed = [], []
    for expected, change in changes.CHANGES.items():
        print(family, expected)
        try:
            after = in_a_child(lambda change=change: changed(state, helpers, constructed, change))
        except SystemExit:  # The others are worth keeping.
            failed.append(expected)
            continue
        amend(world, after)
        cases.append({"expected": expected, "answers": delta(before, after)})
    for expected, edits in getattr(written, "EDITS", {}).items():
        wanted = edits(world, before) if callable(edits) else edits
        cases.append({"expected": expected, "constructed": True, "answers": edited(before, wanted)})
    OUT.mkdir(exist_ok=True)
    whole = {"state": without(state, helpers), "answers": before, "changes": cases}
    (OUT / f"{family}.json").write_text(json.dumps(whole, indent=1, sort_keys=True) + "\n")
    if failed:
        raise SystemExit(f"{family}: not recorded: {failed}")


def _body(said: Any) -> dict[str, str]:
    if isinstance(said, str):
        return {"type": "text/xml", "body": said}
    return {"type": "application/x-amz-json-1.1", "body": json.dumps(said)}


def main() -> None:
    """Record the named families, or all."""
    os.environ.update(
        AWS_ACCESS_KEY_ID="AKIAIOSFODNN7EXAMPLE",
        AWS_SECRET_ACCESS_KEY="not-a-secret",
        AWS_DEFAULT_REGION=REGION,
        AWS_EC2_METADATA_DISABLED="true",
        CHECKPOINT_DISABLE="1",
    )
    every = sorted(path.name for path in HERE.iterdir() if (path / "changes.py").exists())
    for family in sys.argv[1:] or every:
        # Each starts with an empty server.
        in_a_child(lambda family=family: record(family))


if __name__ == "__main__":
    main()
