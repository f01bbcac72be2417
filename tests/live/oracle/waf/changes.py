"""What happens to web ACLs and sets of addresses outside of Terraform."""

from __future__ import annotations


def _acl(name, change):
    def do(aws):
        client = aws("wafv2")
        at = {
            "Name": name,
            "Scope": "REGIONAL",
            "Id": aws.id(f"aws_wafv2_web_acl.{name}"),
        }
        found = client.get_web_acl(**at)
        known = client.meta.service_model.operation_model("UpdateWebACL").input_shape.members
        kept = {
            key: one
            for key, one in found["WebACL"].items()
            if key in known and one not in (None, "")
        }
        change(kept)
        client.update_web_acl(**{**kept, **at}, LockToken=found["LockToken"])

    return do


def _rule(name, change):
    def do(acl):
        change(next(one for one in acl["Rules"] if one["Name"] == name))

    return do


def _without(name):
    def do(acl):
        acl["Rules"] = [one for one in acl["Rules"] if one["Name"] != name]

    return do


def _addresses(name, addresses):
    def do(aws):
        client = aws("wafv2")
        at = {
            "Name": aws.at(f"aws_wafv2_ip_set.{name}", "name"),
            "Scope": "REGIONAL",
            "Id": aws.id(f"aws_wafv2_ip_set.{name}"),
        }
        found = client.get_ip_set(**at)
        said = found["IPSet"].get("Description")
        more = {"Description": said} if said else {}
        client.update_ip_set(**at, **more, Addresses=addresses, LockToken=found["LockToken"])

    return do


def _delete(kind, name):
    def do(aws):
        client = aws("wafv2")
        at = {
            "Name": aws.at(f"aws_wafv2_{kind}.{name}", "name"),
            "Scope": "REGIONAL",
            "Id": aws.id(f"aws_wafv2_{kind}.{name}"),
        }
        token = getattr(client, f"get_{kind}")(**at)["LockToken"]
        getattr(client, f"delete_{kind}")(**at, LockToken=token)

    return do


def _untag(kind):
    return lambda aws: aws("wafv2").untag_resource(
        ResourceARN=aws.at(f"aws_wafv2_{kind}.main", "arn"), TagKeys=["team"]
    )


def _associate(name):
    def do(aws):
        client = aws("wafv2")
        resource = aws.at("aws_wafv2_web_acl_association.main", "resource_arn")
        client.disassociate_web_acl(ResourceArn=resource)
        if name:
            client.associate_web_acl(
                ResourceArn=resource, WebACLArn=aws.at(f"aws_wafv2_web_acl.{name}", "arn")
            )

    return do


_VISIBLE = {
    "SampledRequestsEnabled": False,
    "CloudWatchMetricsEnabled": False,
    "MetricName": "by-hand",
}

# Blanks tell apart what is to be found alike.
CHANGES = {
    "aws_wafv2_web_acl.main: default_action": _acl(
        "main", lambda acl: acl.update(DefaultAction={"Allow": {}})
    ),
    # Nothing is stopped any more.
    "aws_wafv2_web_acl.main: rule": _acl(
        "main", _rule("common", lambda rule: rule.update(OverrideAction={"Count": {}}))
    ),
    "aws_wafv2_web_acl.main: rule ": _acl(
        "main",
        _rule("rate", lambda rule: rule["Statement"]["RateBasedStatement"].update(Limit=2_000_000)),
    ),
    "aws_wafv2_web_acl.main: rule  ": _acl("main", _without("mixed")),
    "aws_wafv2_web_acl.text: rule_json": _acl(
        "text", _rule("known", lambda rule: rule.update(OverrideAction={"Count": {}}))
    ),
    "aws_wafv2_web_acl.plain: visibility_config": _acl(
        "plain", lambda acl: acl["VisibilityConfig"].update(SampledRequestsEnabled=True)
    ),
    "aws_wafv2_web_acl.main: token_domains": _acl(
        "main", lambda acl: acl.update(TokenDomains=["thief.example.org"])
    ),
    "aws_wafv2_web_acl.main: captcha_config": _acl(
        "main",
        lambda acl: acl.update(CaptchaConfig={"ImmunityTimeProperty": {"ImmunityTime": 86400}}),
    ),
    "aws_wafv2_web_acl.main: tags": _untag("web_acl"),
    "aws_wafv2_web_acl.plain: missing": _delete("web_acl", "plain"),
    "unmanaged aws_wafv2_web_acl": lambda aws: aws("wafv2").create_web_acl(
        Name="by-hand",
        Scope="REGIONAL",
        DefaultAction={"Allow": {}},
        VisibilityConfig=_VISIBLE,
    ),
    "aws_wafv2_ip_set.main: addresses": _addresses("main", ["2001:db8::/32"]),
    "aws_wafv2_ip_set.plain: addresses": _addresses("plain", ["198.51.100.66/32"]),
    "aws_wafv2_ip_set.main: tags": _untag("ip_set"),
    "aws_wafv2_ip_set.plain: missing": _delete("ip_set", "plain"),
    "unmanaged aws_wafv2_ip_set": lambda aws: aws("wafv2").create_ip_set(
        Name="by-hand", Scope="REGIONAL", IPAddressVersion="IPV4", Addresses=[]
    ),
    "aws_wafv2_web_acl_association.main: web_acl_arn": _associate("plain"),
    "aws_wafv2_web_acl_association.main: missing": _associate(""),
}

UNSET: dict[str, str] = {}
