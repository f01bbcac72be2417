"""`make docs`: what is generated from the rules: rules/index.json and docs/rules/.

A page for each rule, an index by platform and service, and one by the ids of other scanners. A
test compares them with what the rules say now.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from scanner import rule_index
from scanner.model import Rule
from scanner.rulebook import load_rule

ROOT = Path(__file__).resolve().parent.parent
RULES = ROOT / "rules"
PAGES = ROOT / "docs" / "rules"

PLATFORMS = {
    "kubernetes": "Kubernetes",
    "dockerfile": "Dockerfile",
    "github": "GitHub workflows",
    "terraform": "Terraform",
    "aws": "AWS",
    "google": "Google Cloud",
    "azure": "Azure",
    "cloudflare": "Cloudflare",
    "datadog": "Datadog",
}
LANGUAGES = {"kubernetes": "yaml", "github": "yaml", "dockerfile": "dockerfile"}
# What the second word of a Terraform type stands for, where it is not simply the service's name.
SERVICES = {
    "alb": "Elastic Load Balancing", "ami": "EC2", "api": "API Gateway", "apigatewayv2":
    "API Gateway", "appautoscaling": "Auto Scaling", "autoscaling": "Auto Scaling",
    "bigquery": "BigQuery", "cloud": "Cloud Run", "cloudfront": "CloudFront",
    "cloudtrail": "CloudTrail", "cloudwatch": "CloudWatch", "container": "GKE", "db": "RDS",
    "default": "VPC", "docdb": "DocumentDB", "dynamodb": "DynamoDB", "ebs": "EBS",
    "ecr": "ECR", "ecs": "ECS", "efs": "EFS", "eks": "EKS", "elasticache": "ElastiCache",
    "elb": "Elastic Load Balancing", "fsx": "FSx", "iam": "IAM", "instance": "EC2",
    "kms": "KMS", "launch": "EC2", "lb": "Elastic Load Balancing", "mq": "Amazon MQ",
    "msk": "MSK", "network": "VPC", "rds": "RDS", "s3": "S3", "security": "VPC",
    "sns": "SNS", "sqs": "SQS", "sql": "Cloud SQL", "ssm": "Systems Manager",
    "subnet": "VPC", "vpc": "VPC", "wafv2": "WAF",
}  # fmt: skip


AZURE_SERVICES = {
    "api": "API Management", "app": "App Configuration", "application": "Application Gateway",
    "automation": "Automation", "bastion": "Network", "cdn": "Front Door and CDN",
    "cognitive": "AI services", "container": "Container Registry and Apps", "cosmosdb": "Cosmos DB",
    "data": "Data Factory", "federated": "Identity and roles", "firewall": "Azure Firewall",
    "key": "Key Vault", "kubernetes": "AKS", "kusto": "Data Explorer", "linux": "App Service",
    "log": "Monitor", "logic": "Logic Apps", "managed": "Virtual machines", "monitor": "Monitor",
    "mssql": "SQL", "mysql": "MySQL", "network": "Network", "postgresql": "PostgreSQL",
    "recovery": "Backup", "redis": "Redis", "role": "Identity and roles", "search": "AI Search",
    "security": "Defender for Cloud", "service": "App Service", "servicebus": "Service Bus",
    "storage": "Storage", "subnet": "Network", "subscription": "Monitor", "synapse": "Synapse",
    "virtual": "Network", "web": "Application Gateway",
}  # fmt: skip
# The types whose second word says less than it should.
AZURE_TYPES = {
    "azurerm_linux_virtual_machine": "Virtual machines",
    "azurerm_linux_virtual_machine_scale_set": "Virtual machines",
    "azurerm_virtual_machine": "Virtual machines",
}


def load() -> list[Rule]:
    """Every rule of ours, read from its file."""
    return sorted((load_rule(str(path)) for path in RULES.glob("*/*.py")), key=lambda r: r.id)


def generated(rules: Iterable[Rule]) -> dict[Path, str]:
    """All generated files with their text."""
    rules = list(rules)
    files = {RULES / rule_index.NAME: rule_index.render(rules, str(RULES))}
    files[PAGES / "README.md"] = overview(rules)
    files[PAGES / "aliases.md"] = aliases(rules)
    files.update({PAGES / f"{rule.id}.md": page(rule) for rule in rules})
    return files


def page(rule: Rule) -> str:
    """The page of one rule."""
    facts = [
        f"**Severity:** {rule.severity.value}",
        f"**Confidence:** {rule.confidence.value}",
        f"**Judges:** {', '.join(f'`{kind}`' for kind in rule.on)}",
    ]
    if rule.cwe:
        facts.append(f"**Weakness:** [CWE-{rule.cwe}]({_weakness(rule.cwe)})")
    for name, ids in (("Same as", rule.aliases), ("Related to", rule.related_ids)):
        if ids:
            facts.append(f"**{name}:** {', '.join(f'`{one}`' for one in ids)}")
    if rule.parameters:
        given = ", ".join(f"`{name}` = `{value!r}`" for name, value in rule.parameters.items())
        facts.append(f"**Parameters:** {given}")
    language = LANGUAGES.get(rule.platform, "terraform")
    parts = [
        f"# {rule.id}",
        rule.description,
        "\n".join(f"- {fact}" for fact in facts),
        f"**Fix:** {rule.fix}",
    ]
    for title, examples in (("Bad", rule.bad), ("Good", rule.good)):
        parts.append(f"## {title}")
        parts += [f"```{language}\n{_tidy(example)}\n```" for example in examples]
    if rule.references:
        parts.append("## References")
        parts.append("\n".join(f"- <{url}>" for url in rule.references))
    return "\n\n".join(parts) + "\n"


def _tidy(example: str) -> str:
    return "\n".join(line.rstrip() for line in example.strip("\n").split("\n"))


def _weakness(number: int) -> str:
    return f"https://cwe.mitre.org/data/definitions/{number}.html"


def overview(rules: Iterable[Rule]) -> str:
    """Every rule, by platform and service."""
    shelves: dict[str, dict[str, list[Rule]]] = {name: {} for name in PLATFORMS}
    count = 0
    for rule in rules:
        shelves.setdefault(rule.platform, {}).setdefault(service(rule), []).append(rule)
        count += 1
    parts = [
        "# Rules",
        f"{count} rules, generated from [rules/](../../rules) by `make docs`. "
        "[aliases.md](aliases.md) lists the ids of other scanners that they answer to.",
    ]
    for platform, services in shelves.items():
        if not services:
            continue
        number = sum(map(len, services.values()))
        parts.append(f"## {PLATFORMS.get(platform, platform)} ({number})")
        for name in sorted(services, key=str.lower):
            if name:
                parts.append(f"### {name}")
            rows = [
                f"| [{r.id}]({r.id}.md) | {r.severity.value} | {_cell(r.title)} |"
                for r in services[name]
            ]
            parts.append("\n".join(["| rule | severity | |", "| --- | --- | --- |", *rows]))
    return "\n\n".join(parts) + "\n"


def service(rule: Rule) -> str:
    """The service that a cloud rule is about; empty on platforms that have none."""
    kind = next((k for k in rule.on if k.partition("_")[0] in _CLOUDS), "")
    if not kind or rule.platform not in ("aws", "google", "azure"):
        return ""
    word = kind.split("_")[1].rstrip("*")
    if rule.platform == "azure":
        return AZURE_TYPES.get(kind) or AZURE_SERVICES.get(word, word.capitalize())
    return SERVICES.get(word, word.capitalize() or "All services")


_CLOUDS = ("aws", "google", "azurerm")


def aliases(rules: Iterable[Rule]) -> str:
    """The ids of other scanners that ask the same question, and the rules that answer it."""
    found: Mapping[str, Rule] = {alias: rule for rule in rules for alias in rule.aliases}
    rows = [f"| `{alias}` | [{found[alias].id}]({found[alias].id}.md) |" for alias in sorted(found)]
    head = [
        "# Ids of other scanners",
        "`trueup rules show ID` answers to these, and so do policies, waivers and ignores.",
        "\n".join(["| id | rule |", "| --- | --- |", *rows]),
    ]
    return "\n\n".join(head) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def main() -> int:
    """Write all of it, and remove the pages of rules that are gone."""
    files = generated(load())
    PAGES.mkdir(exist_ok=True)
    for stale in set(PAGES.glob("*.md")) - set(files):
        stale.unlink()
    for path, text in files.items():
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
