"""`trueup permissions`: what a drift run must be allowed, and nothing more."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from scanner.cli.options import terraform_options, variables

if TYPE_CHECKING:
    from scanner.live.permissions import Permissions


@click.command(short_help="The read-only permissions that drift needs.")
@click.argument("root", default=".", type=click.Path())
@click.option(
    "--state", "states", multiple=True, metavar="PATH|URL|-", help="A state whose types count too."
)
@click.option(
    "--type",
    "types",
    multiple=True,
    metavar="TYPE",
    help="A resource type, instead of those of ROOT.",
)
@click.option(
    "--format",
    "format_",
    default="text",
    show_default=True,
    type=click.Choice(["text", "json", "iam", "terraform"]),
    help="iam: the policy document alone; terraform: code for a role that has it.",
)
@terraform_options
@click.pass_context
def permissions(
    ctx: click.Context,
    /,
    root: str,
    states: tuple[str, ...],
    types: tuple[str, ...],
    format_: str,
    workspace: str,
) -> None:
    """Print the exact permissions for the resource types in the code of ROOT and in the states:
    an IAM policy for AWS, permissions for a custom role on Google Cloud, a ClusterRole for the
    kinds that manifests declare. Types may also be named: --type aws_s3_bucket.

    Nothing is asked of any platform.
    """
    import orjson

    from scanner.live.permissions import permissions as needed

    wanted = set(types)
    access: dict[str, Any] = {}
    if not types:
        wanted, access = _of_root(root, states, workspace, variables(ctx))
        access["objects"] = [*access.get("objects", ()), *_objects(root)]
    found = needed(wanted, **access)
    if format_ == "json":
        details = {
            "aws": found.aws,
            "google": list(found.google),
            "azure": list(found.azure),
            "kubernetes": list(found.kubernetes),
            "unsupported": list(found.unsupported),
        }
        click.echo(orjson.dumps(details, option=orjson.OPT_INDENT_2).decode())
        return
    if format_ == "terraform":
        from scanner.cli.permissions_hcl import permissions_hcl

        click.echo(permissions_hcl(found), nl=False)
    elif format_ == "iam":
        if found.aws:
            click.echo(orjson.dumps(found.aws, option=orjson.OPT_INDENT_2).decode())
    else:
        _print(found)
    _say_what_is_not_in_it(found, format_)


def _print(found: Permissions) -> None:
    import orjson

    if found.aws:
        click.echo(orjson.dumps(found.aws, option=orjson.OPT_INDENT_2).decode())
    if found.google:
        click.echo("Google Cloud permissions, for a custom role:")
        for name in found.google:
            click.echo(f"  {name}")
    if found.azure:
        click.echo("Azure data actions, as in the role Storage Blob Data Reader:")
        for name in found.azure:
            click.echo(f"  {name}")
    for role in found.kubernetes:
        click.echo(orjson.dumps(role, option=orjson.OPT_INDENT_2).decode())


def _say_what_is_not_in_it(found: Permissions, format_: str) -> None:
    """On standard error, so that what is printed can be piped on."""
    if found.unsupported:
        click.echo(f"Not read live, so nothing is needed: {', '.join(found.unsupported)}", err=True)
    elsewhere = {
        "on Google Cloud": found.google,
        "on Azure": found.azure,
        "in Kubernetes": [f"the Role {role['metadata']['name']}" for role in found.kubernetes],
    }
    for place, names in elsewhere.items():
        if names and (format_ == "iam" or (format_ == "terraform" and place != "on Google Cloud")):
            click.echo(f"Needed besides, {place}: {', '.join(names)}; see --format json", err=True)
    if not (found.aws or found.google or found.azure or found.kubernetes):
        click.echo("No permissions are needed: nothing here can be read live.", err=True)


def _objects(root: str) -> list[Any]:
    """The Kubernetes objects that the manifests of ROOT declare, where there is no Terraform."""
    from scanner.cli.cluster_views import is_object
    from scanner.load.discover import discover
    from scanner.load.kubernetes import load_kubernetes
    from scanner.project import find_project

    project = find_project()
    inputs = discover((root,), project)
    if inputs.terraform or not inputs.kubernetes:
        return []
    loaded = load_kubernetes(inputs.kubernetes, project)
    return [one for one in loaded.resources if is_object(one)]


def _of_root(
    root: str,
    states: Sequence[str],
    workspace: str,
    given: tuple[tuple[str, str], ...],
) -> tuple[set[str], dict[str, Any]]:
    """The types of a root and its named states; what reading the states takes, and the objects
    that Terraform declares for a cluster."""
    from scanner.cli.cluster_views import is_object
    from scanner.cli.evaluation import load_code
    from scanner.cli.state import backend_of, find_states
    from scanner.cli.state_access import state_access
    from scanner.errors import UsageError
    from scanner.load.api_objects import with_api_objects
    from scanner.project import find_project

    folder = os.path.realpath(root)
    if not os.path.isdir(folder):
        raise UsageError(f"{root}: not a folder; name the folder of a root module")
    project = find_project()
    loaded = load_code([folder], project, given, workspace)
    types = {r.type for r in loaded.resources if not r.type.startswith(("data.", "terraform_"))}
    if states:
        for state, _ in find_states(None, states, workspace, folder, project, (), ()):
            types |= {r.type for r in state.resources}
    access = state_access(backend_of(loaded.resources), states, workspace, folder)
    for reason in access.left_out:
        click.echo(f"The state's own object is left out: {reason}", err=True)
    objects = [one for one in with_api_objects(loaded.resources) if is_object(one)]
    return types, {**access.arguments(), "objects": objects}
