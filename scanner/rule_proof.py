"""What a rule must show before it is trusted: its examples, and that unknowns never flip it.

Ours are held to it by our own tests, users' by `trueup rules test`. Every function gives the
problems it found as lines for a person; none means that the rule holds.
"""

from __future__ import annotations

import os
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, Final

from scanner.engine import evaluate, judge
from scanner.model import ABSENT, Kind, Loaded, Path, Resource, Rule, Unknown
from scanner.relations import Index

PAIRS: Final = 20

_FILES: Final = {
    "kubernetes": "manifest.yaml",
    "dockerfile": "Dockerfile",
    "github": ".github/workflows/ci.yml",
}
_HERE: Final = re.compile(r"#\s*here\s*$")

Verdicts = dict[int, dict[Kind, set[Path]]]
Mutate = Callable[[Any], Any]


# --- Examples ------------------------------------------------------------------------------------


def language(rule: Rule, text: str = "") -> str:
    """What a rule's examples are written in: a platform that has a file name of its own, else
    ``terraform``. A user's rules may lie in a folder of any name: then what they judge tells."""
    if rule.platform in _FILES:
        return rule.platform
    if "dockerfile" in rule.on:
        return "dockerfile"
    if "github_workflow" in rule.on:
        return "github"
    return "kubernetes" if all(kind[:1].isupper() for kind in rule.on) else "terraform"


@cache
def load_example(written_in: str, text: str) -> Loaded:
    """One example, in a folder of its own, through discovery and the loader of its kind.

    Loaded once for all who look at it: what a loader gives cannot be changed.
    """
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        return _load(written_in, text, os.path.realpath(folder))


def _load(written_in: str, text: str, folder: str) -> Loaded:
    from scanner.load.discover import discover
    from scanner.project import find_project

    path = os.path.join(folder, _FILES.get(written_in, "main.tf"))
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    project = find_project(folder)
    inputs = discover([folder], project, [])
    if written_in == "kubernetes":
        from scanner.load.kubernetes import load_kubernetes

        loaded = load_kubernetes(inputs.kubernetes, project)
    elif written_in == "dockerfile":
        from scanner.load.dockerfile import load_dockerfiles

        loaded = load_dockerfiles(inputs.dockerfiles, project)
    elif written_in == "github":
        from scanner.load.workflow import load_workflows

        loaded = load_workflows(inputs.workflows, project)
    else:
        from scanner.load.terraform import load_terraform
        from scanner.terraform.options import TerraformOptions

        options = TerraformOptions(boundary=folder)
        loaded = load_terraform(inputs.terraform, project, options)
    return replace(loaded, diagnostics=(*inputs.diagnostics, *loaded.diagnostics))


def marked_lines(text: str) -> set[int]:
    """The lines marked ``# here``: that line, or the next when the comment stands alone."""
    found = set()
    for number, line in enumerate(text.split("\n"), 1):
        if _HERE.search(line):
            found.add(number + 1 if line.strip().startswith("#") else number)
    return found


def example_problems(rule: Rule, text: str, bad: bool) -> list[str]:
    """What is wrong with an example: a bad one fails exactly at its marked lines, a good one
    passes; neither is left open."""
    loaded = load_example(language(rule), text)
    problems = [f"cannot be read: {d.message}" for d in loaded.diagnostics if d.level == "error"]
    if not loaded.resources:
        return [*problems, "holds nothing that a loader knows"]
    result = evaluate(loaded.resources, [rule])
    problems += [d.message for d in result.diagnostics]
    opens = [f.message for f in result.findings if f.kind is Kind.OPEN]
    problems += [f"is left open: {message}" for message in opens]
    failed = {f.location.start_line: f.message for f in result.findings if f.kind is Kind.FAIL}
    wanted = marked_lines(text) if bad else set()
    if bad and not wanted:
        problems.append("marks no line with `# here`: say where the rule must fail")
    missed, more = sorted(wanted - failed.keys()), sorted(failed.keys() - wanted)
    problems += [f"does not fail in line {n}, which is marked" for n in missed]
    problems += [f"fails in line {n}: {failed[n]}" for n in more]
    return problems


# --- Soundness -----------------------------------------------------------------------------------


def verdicts(rule: Rule, resources: Sequence[Resource]) -> Verdicts:
    """By the resource's position: kind -> addresses and paths without indexes."""
    index = Index(resources)
    found: Verdicts = {}
    for position, resource in enumerate(resources):
        if not any(_is_on(pattern, resource.type) for pattern in rule.on):
            continue
        for finding in judge(rule, resource, index, rule.parameters):
            names = tuple(step for step in finding.path if isinstance(step, str))
            what = (finding.resource.address, *names)
            found.setdefault(position, {}).setdefault(finding.kind, set()).add(what)
    return found


def _is_on(pattern: str, kind: str) -> bool:
    return kind.startswith(pattern[:-1]) if pattern.endswith("*") else kind == pattern


def places(value: Any, path: Path = ()) -> Iterator[Path]:
    """Every leaf, list element, map value and block."""
    if path:
        yield path
    if isinstance(value, dict):
        for key, item in value.items():
            yield from places(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from places(item, (*path, index))


def replaced(value: Any, path: Path, mutate: Mutate) -> Any:
    """A copy of a value with one place inside changed."""
    if not path:
        return mutate(value)
    step, rest = path[0], path[1:]
    if isinstance(value, dict):
        return {k: replaced(v, rest, mutate) if k == step else v for k, v in value.items()}
    if isinstance(value, list):
        return [replaced(v, rest, mutate) if i == step else v for i, v in enumerate(value)]
    return value


def changed(resources: Sequence[Resource], at: int, path: Path, mutate: Mutate) -> list[Resource]:
    """The resources with one place of one of them changed."""
    resource = resources[at]
    attributes = replaced(dict(resource.attributes), path, mutate)
    references = {p: r for p, r in resource.references.items() if p[: len(path)] != path}
    fresh = replace(resource, attributes=attributes, references=references)
    return [fresh if index == at else other for index, other in enumerate(resources)]


def unknown(_: Any) -> Unknown:
    """Nothing is known of the value."""
    return Unknown("for the test", "var.test")


def perhaps(value: Any) -> Unknown:
    """The value may be there."""
    return Unknown("for the test", "var.test", arms=(ABSENT, value))


def either(value: Any) -> Unknown:
    """A conditional whose arms are alike."""
    return Unknown("for the test", "var.test", arms=(value, value))


def flips(before: Verdicts, after: Verdicts) -> str:
    """How the verdicts of a mutant contradict those of the example; empty when they do not."""
    if before.keys() != after.keys():
        return "judges other resources"
    for position, kinds in before.items():
        now = after[position]
        failed = kinds.get(Kind.FAIL, set())
        if not now.get(Kind.FAIL, set()) <= failed:
            return "fails where it did not"
        if failed and Kind.PASS in now:
            return "passes where it failed"
    return ""


def soundness_problems(rule: Rule, text: str, seed: str = "") -> list[str]:
    """Where a verdict flips, or changes without need, when parts of an example become unknown.

    Each place alone (unknown, perhaps absent, a conditional of equal arms), 20 seeded pairs, each
    resource's count, all counts at once, and an attribute that no rule reads.
    """
    resources = load_example(language(rule), text).resources
    before = verdicts(rule, resources)
    spots = [(i, p) for i, r in enumerate(resources) for p in places(dict(r.attributes))]
    problems: list[str] = []

    def note(what: str, problem: str) -> None:
        if problem:
            problems.append(f"with {what} unknown it {problem}")

    for at, path in spots:
        name = f"{resources[at].address} {'.'.join(map(str, path))}"
        note(name, flips(before, verdicts(rule, changed(resources, at, path, unknown))))
        if verdicts(rule, changed(resources, at, path, either)) != before:
            problems.append(f"a conditional with equal arms at {name} changes the verdict")
        if isinstance(path[-1], int):
            after = verdicts(rule, changed(resources, at, path, perhaps))
            note(f"whether {name} is there", flips(before, after))
    chooser = random.Random(seed or rule.id)  # noqa: S311 - repeatable, not secret
    for _ in range(PAIRS if spots else 0):
        pair = (chooser.choice(spots), chooser.choice(spots))
        mutated: Sequence[Resource] = resources
        for at, path in pair:
            mutated = changed(mutated, at, path, unknown)
        note(f"both of {pair}", flips(before, verdicts(rule, mutated)))
    problems += _count_problems(rule, resources, before)
    more = [replace(r, attributes={**r.attributes, "unread": unknown(None)}) for r in resources]
    if verdicts(rule, more) != before:
        problems.append("an unknown attribute that it does not read changes the verdict")
    return problems


def _count_problems(rule: Rule, resources: Sequence[Resource], before: Verdicts) -> Iterator[str]:
    """Whether a resource exists may be unknown; that may open a verdict, never flip it."""
    for size in (unknown(None), Unknown("for the test", arms=(1, 0))):
        for at, resource in enumerate(resources):
            perhaps_there = replace(resource, existence=(size,))
            mutated = [perhaps_there if i == at else r for i, r in enumerate(resources)]
            problem = flips(before, verdicts(rule, mutated))
            if problem:
                yield f"with the count of {resource.address} unknown it {problem}"
        together = [replace(resource, existence=(size,)) for resource in resources]
        if verdicts(rule, together) != before:
            yield "with all resources there or none of them the verdict changes"
