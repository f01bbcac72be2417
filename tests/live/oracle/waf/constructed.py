"""What the local server lacks of WAF, as the documentation has the answers."""

from __future__ import annotations

import json
from typing import Any

from family import World

_API = "https://docs.aws.amazon.com/waf/latest/APIReference/"
DOCUMENTATION = {
    "aws_wafv2_web_acl": f"{_API}API_WebACL.html",
    "aws_wafv2_web_acl_association": f"{_API}API_ListResourcesForWebACL.html",
}
_KINDS = (
    "AMPLIFY",
    "API_GATEWAY",
    "APPLICATION_LOAD_BALANCER",
    "APPSYNC",
    "APP_RUNNER_SERVICE",
    "COGNITO_USER_POOL",
    "VERIFIED_ACCESS_INSTANCE",
)
_PROTECTED = {
    "DataProtections": [
        {
            "Field": {"FieldType": "SINGLE_HEADER", "FieldKeys": ["authorization"]},
            "Action": "HASH",
            "ExcludeRuleMatchDetails": True,
            "ExcludeRateBasedDetails": False,
        }
    ]
}
AMENDED = {
    "aws_wafv2_web_acl.main": {
        "data_protection_config": [
            {
                "data_protection": [
                    {
                        "action": "HASH",
                        "exclude_rate_based_details": False,
                        "exclude_rule_match_details": True,
                        "field": [{"field_keys": ["authorization"], "field_type": "SINGLE_HEADER"}],
                    }
                ]
            }
        ]
    },
}


def _asked(arn: str, kind: str) -> str:
    return f"wafv2 ListResourcesForWebACL {json.dumps({'WebACLArn': arn, 'ResourceType': kind})}"


def _json(said: Any) -> dict[str, str]:
    return {"status": "200 OK", "type": "application/x-amz-json-1.1", "body": json.dumps(said)}


def amend(world: World, answers: dict[str, Any]) -> None:
    """What is protected from being logged, and the resources of each web ACL."""
    resource = world.at("aws_wafv2_web_acl_association.main", "resource_arn")
    asked = f"wafv2 GetWebACLForResource {json.dumps({'ResourceArn': resource})}"
    holder = (json.loads(answers[asked]["body"]).get("WebACL") or {}).get("ARN")
    for name in ("main", "plain", "text"):
        arn = world.at(f"aws_wafv2_web_acl.{name}", "arn")
        for kind in _KINDS:
            here = kind == "APPLICATION_LOAD_BALANCER" and arn == holder
            answers[_asked(arn, kind)] = _json({"ResourceArns": [resource] if here else []})
    acl = world.id("aws_wafv2_web_acl.main")
    for key, one in answers.items():
        if key.startswith("wafv2 GetWebACL ") and acl in key and one["status"][:3] == "200":
            said = json.loads(one["body"])
            said["WebACL"]["DataProtectionConfig"] = _PROTECTED
            answers[key] = {**one, "body": json.dumps(said)}


def _edit(old: str, new: str) -> Any:
    """A text replaced in what WAF says of the main web ACL."""

    def edits(world: World, answers: dict[str, Any]) -> dict[str, Any]:
        changed = {
            key: {**one, "body": one["body"].replace(old, new, 1)}
            for key, one in answers.items()
            if key.startswith("wafv2 GetWebACL ") and old in one["body"]
        }
        assert changed, old
        return changed

    return edits


def _another(world: World, answers: dict[str, Any]) -> dict[str, Any]:
    arn = world.at("aws_wafv2_web_acl.plain", "arn")
    stage = "arn:aws:apigateway:eu-west-1::/restapis/abcdefghij/stages/prod"
    return {_asked(arn, "API_GATEWAY"): _json({"ResourceArns": [stage]})}


EDITS = {
    "aws_wafv2_web_acl.main: data_protection_config": _edit('"HASH"', '"SUBSTITUTION"'),
    "unmanaged aws_wafv2_web_acl_association": _another,
}
