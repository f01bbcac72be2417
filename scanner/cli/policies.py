"""`trueup policies`: which choices of rules there are."""

from __future__ import annotations

import click


@click.group(short_help="List and show policies.")
def policies() -> None:
    """List and show the built-in policies."""


@policies.command("list", short_help="Every built-in policy, a line each.")
def list_() -> None:
    """List the built-in policies: name, number of rules, title."""
    from scanner.policy import load_policy, policy_names
    from scanner.rulebook import load_rules

    rules = load_rules()
    for name in policy_names():
        policy = load_policy(name, rules)
        click.echo(f"{name:24} {len(policy.rules):4} rules  {policy.title}")


@policies.command(short_help="The rules of one policy.")
@click.argument("name", metavar="NAME|FILE")
def show(name: str) -> None:
    """Show the rules of a policy with the severity they have in it."""
    from scanner.policy import load_policy
    from scanner.rulebook import load_rules

    policy = load_policy(name, load_rules())
    click.echo(f"{policy.title}: {len(policy.rules)} rules\n")
    for rule in policy.rules:
        click.echo(f"{rule.severity.value:8}  {rule.id}")
    for framework in policy.frameworks:
        mapped = sum(1 for control in framework.controls if control.rules)
        total = len(framework.controls)
        partial = ", partial" if 2 * mapped < total else ""
        click.echo(
            f"\n{framework.name} {framework.version}: {mapped} of {total} controls mapped, "
            f"{total - mapped} manual{partial}\n{framework.source}"
        )
        for control in framework.controls:
            click.echo(f"\n{control.id}  {control.title}")
            click.echo(f"    {', '.join(control.rules) or f'manual: {control.manual}'}")
