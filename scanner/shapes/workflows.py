"""GitHub workflows: what starts them, their jobs and steps, expressions, and what jobs are for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from scanner.model import Value
from scanner.shapes.scripts import argv, in_order, operands, program
from scanner.shapes.values import asks, matches
from scanner.shell import split_commands
from scanner.views import View

_EXPRESSION: Final = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
_BASH: Final = re.compile(r"^(?:bash|sh)\b")
_SHA: Final = re.compile(r"@[0-9a-f]{40}$")
_SECRET: Final = re.compile(r"\bsecrets\s*[.\[]|\bgithub\.token\b")
_GITHUBS: Final = re.compile(r"^(?:actions|github)/|^docker://")
_DEPLOYING: Final = (
    "aws-actions/amazon-ecs-deploy-task-definition", "aws-actions/aws-cloudformation-github-deploy",
    "aws-actions/aws-lambda-deploy", "azure/webapps-deploy", "azure/functions-action",
    "azure/k8s-deploy", "azure/container-apps-deploy-action",
    "google-github-actions/deploy-cloudrun",
    "google-github-actions/deploy-appengine", "google-github-actions/deploy-cloud-functions",
    "google-github-actions/deploy-gke", "actions/deploy-pages", "cloudflare/wrangler-action",
    "superfly/flyctl-actions", "amondnet/vercel-action", "appleboy/ssh-action",
)  # fmt: skip
# Program: how many of its operands may say that it deploys, and the words that say so.
_DEPLOY_WORDS: Final[dict[str, tuple[int, frozenset[str]]]] = {
    "kubectl": (1, frozenset(("apply", "replace", "set"))),
    "helm": (1, frozenset(("upgrade", "install"))),
    "helmfile": (1, frozenset(("apply", "sync"))),
    "terraform": (1, frozenset(("apply",))),
    "tofu": (1, frozenset(("apply",))),
    "terragrunt": (2, frozenset(("apply",))),
    "pulumi": (1, frozenset(("up",))),
    "cdk": (1, frozenset(("deploy",))),
    "sam": (1, frozenset(("deploy",))),
    "serverless": (1, frozenset(("deploy",))),
    "flyctl": (1, frozenset(("deploy",))),
    "aws": (2, frozenset(("update-service", "create-deployment", "update-function-code"))),
    "gcloud": (3, frozenset(("deploy",))),
    "az": (3, frozenset(("deploy", "deployment"))),
}
_TESTS: Final = re.compile(
    r"(?:^|[-_:/. ])(?:tests?|pytest|vitest|jest|rspec|tox|nox|phpunit|ctest|verify|check)"
    r"(?:$|[-_:/. ])",
    re.IGNORECASE,
)
_SCANS: Final = re.compile(
    r"(?:^|[-_:/. ])(?:scan(?:ning|s)?|security|codeql|trivy|grype|snyk|semgrep|checkov|sonar\w*"
    r"|kics|gosec|bandit|trueup|tfsec|audit|pip-audit|govulncheck|osv-scanner|zizmor|gitleaks)"
    r"(?:$|[-_:/. ])",
    re.IGNORECASE,
)


_PLACES: Final = (
    "-n", "--namespace", "--context", "--kube-context", "--kubeconfig", "--region", "--profile",
    "--project", "-g", "--resource-group", "-c", "--config", "--app",
)  # fmt: skip


def jobs(workflow: View) -> Iterator[View]:
    """The jobs; a job's `key` is its id."""
    list(workflow.get("jobs", default={}).keys())  # jobs that are unknown as a whole end the run
    yield from workflow.entries("jobs")


def steps(place: View) -> Iterator[View]:
    """The steps of a job, or of all jobs of a workflow, in their order."""
    for job in jobs(place) if place.is_set("jobs") else (place,):
        yield from in_order(job, "steps")


def is_triggered(workflow: View, *events: str) -> bool:
    """Whether one of the events starts the workflow: `on` is a name, a list or a mapping."""
    names = [event.value for event in workflow.each("on")]
    names += [event.key for event in workflow.entries("on")]
    return any(name in events for name in names)


def is_action(step: View, *names: str) -> bool:
    """Whether a step uses one of these actions, or one below it (``owner/repo/path``)."""

    def test(uses: Value) -> bool:
        name = str(uses).lower().partition("@")[0]
        return any(name == one or name.startswith(f"{one}/") for one in names)

    return asks(step.get("uses", default=""), f"is one of {names}", test)


def is_pinned(place: View) -> bool:
    """Whether what a step or a job uses is a full commit SHA, or part of the repository (./)."""
    uses = place.get("uses", default="./")
    return asks(uses, "is pinned", lambda text: bool(text.startswith("./") or _SHA.search(text)))


def expressions(text: str) -> list[str]:
    """The insides of ``${{ }}`` in a text."""
    return [match[1].strip() for match in _EXPRESSION.finditer(text)]


def interpolates(text: Value, pattern: re.Pattern[str]) -> bool:
    """Whether `pattern` is found in an expression (``${{ }}``) of a text."""

    def test(known: Value) -> bool:
        return isinstance(known, str) and any(map(pattern.search, expressions(known)))

    return asks(text, f"interpolates {pattern.pattern}", test)


def unpinned_secrets(step: View) -> Iterator[View]:
    """The inputs and variables in which a step gives a secret to an action that is not pinned;
    of GitHub's own actions and of container images none."""
    if is_pinned(step) or matches(_GITHUBS, step.get("uses")):
        return
    for variable in (*step.entries("with"), *step.entries("env")):
        if interpolates(variable.value, _SECRET):
            yield variable


def run_commands(step: View, *programs: str) -> Iterator[View]:
    """The commands of a step's script, as `scanner.shapes.scripts` reads them; none when its
    shell is neither bash nor sh. An expression's ``${{ }}`` stays in the words."""
    if matches(_BASH, step.get("shell", default="bash")):
        for command in split_commands(str(step.get("run", default=""))):
            view = step.parsed("run", command)
            if not programs or program(view) in programs:
                yield view


def needed(workflow: View, job: View) -> list[View]:
    """The jobs that must have succeeded before this one starts, those they need included."""
    found: dict[str, View] = {}
    pending = [job]
    while pending:
        for need in pending.pop().each("needs"):
            name = str(need.value)
            if name not in found:
                found[name] = workflow.sub(("jobs", name))
                pending.append(found[name])
    return list(found.values())


def deploys(job: View) -> bool:
    """Whether a job brings something into use: an action or a command that is known for it."""
    for step in steps(job):
        if is_action(step, *_DEPLOYING):
            return True
        for command in run_commands(step, *_DEPLOY_WORDS):
            depth, words = _DEPLOY_WORDS[program(command)]
            if words & set(operands(command, *_PLACES)[:depth]):
                return True
    return False


def runs_tests(job: View) -> bool:
    """Whether a job tests something, as far as names tell; whoever calls a workflow may."""
    return _is_named(job, _TESTS)


def runs_scans(job: View) -> bool:
    """Whether a job looks for flaws in code or images, as far as names tell; whoever calls a
    workflow may."""
    return _is_named(job, _SCANS)


def _is_named(job: View, pattern: re.Pattern[str]) -> bool:
    if job.is_set("uses") or pattern.search(f"{job.key} {job.get('name', default='')}"):
        return True
    for step in steps(job):
        if matches(pattern, step.get("uses", default="")) or matches(pattern, step.get("name")):
            return True
        if any(pattern.search(word) for command in run_commands(step) for word in argv(command)):
            return True
    return False
