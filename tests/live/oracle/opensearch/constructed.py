"""What the local server lacks of search domains, as the documentation has the answers."""

from typing import Any

from family import World, swap

_API = "https://docs.aws.amazon.com/opensearch-service/latest/APIReference/"
_SCHEDULE = {
    "start_at": "2027-01-01T03:00:00Z",
    "cron_expression_for_recurrence": "cron(0 3 * * ? *)",
    "duration": [{"unit": "HOURS", "value": 2}],
}

AMENDED = {
    "aws_opensearch_domain.main": {
        "ip_address_type": "dualstack",
        "auto_tune_options": [
            {
                "desired_state": "ENABLED",
                "maintenance_schedule": [_SCHEDULE],
                "rollback_on_disable": "NO_ROLLBACK",
                "use_off_peak_window": True,
            }
        ],
    }
}
DOCUMENTATION = {"aws_opensearch_domain": f"{_API}API_DomainStatus.html"}


def amend(world: World, answers: dict[str, Any]) -> None:
    """The kind of address, and when Auto-Tune works."""
    name = '"DomainName": "main", "ARN"'
    swap(answers, "/domain-info", name, f'"IPAddressType": "dualstack", {name}')
    swap(answers, "/domain/main/config", '"UseOffPeakWindow": false', '"UseOffPeakWindow": true')


def _in(request: str, old: str, new: str) -> Any:
    def edits(world: World, answers: dict[str, Any]) -> dict[str, Any]:
        return {key: (old, new) for key in answers if request in key}

    return edits


EDITS = {
    "aws_opensearch_domain.main: ip_address_type": _in("/domain-info", '"dualstack"', '"ipv4"'),
    "aws_opensearch_domain.main: encrypt_at_rest.kms_key_id": _in(
        "/domain-info", '"KmsKeyId": "arn:', '"KmsKeyId": "other:'
    ),
    "aws_opensearch_domain.main: auto_tune_options.maintenance_schedule": _in(
        "/domain/main/config", '"HOURS", "Value": 2', '"HOURS", "Value": 8'
    ),
}
