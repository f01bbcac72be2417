"""Distributions with everything that the local server lacks, as the documentation answers."""

from typing import Any
from xml.sax.saxutils import escape

from family import World

_API = "https://docs.aws.amazon.com/cloudfront/latest/APIReference/"
DOCUMENTATION = {"aws_cloudfront_distribution": f"{_API}API_DistributionSummary.html"}
_ARN = "arn:aws:cloudfront::123456789012:distribution/"
KNOWN = {
    "aws_cloudfront_distribution.rich": {
        "id": "E1RICH",
        "arn": f"{_ARN}E1RICH",
        "domain_name": "drich.cloudfront.net",
    },
    "aws_cloudfront_distribution.legacy": {
        "id": "E2LEGACY",
        "arn": f"{_ARN}E2LEGACY",
        "domain_name": "dlegacy.cloudfront.net",
        "continuous_deployment_policy_id": "",
    },
}


def _xml(value: Any) -> str:
    """An object as elements; a list is one element each of the name that it stands under."""
    if isinstance(value, dict):
        return "".join(
            f"<{name}>{_xml(one)}</{name}>"
            for name, said in value.items()
            for one in (said if isinstance(said, list) else [said])
        )
    if isinstance(value, bool):
        return str(value).lower()
    return escape(str(value))


def _items(name: str, *found: Any) -> dict[str, Any]:
    """A list as CloudFront writes it."""
    more = {"Items": {name: list(found)}} if found else {}
    return {"Quantity": len(found), **more}


def _trusted(kind: str, *found: str) -> dict[str, Any]:
    return {"Enabled": bool(found), **_items(kind, *found)}


def _methods(*found: str) -> dict[str, Any]:
    cached = {"CachedMethods": _items("Method", "HEAD", "GET")}
    return {**_items("Method", *found), **cached}


def _behaviour(origin: str, policy: str, **more: Any) -> dict[str, Any]:
    return {
        "TargetOriginId": origin,
        "TrustedSigners": _trusted("AwsAccountNumber"),
        "TrustedKeyGroups": _trusted("KeyGroup"),
        "ViewerProtocolPolicy": policy,
        "AllowedMethods": _methods("HEAD", "GET"),
        "SmoothStreaming": False,
        "Compress": False,
        "LambdaFunctionAssociations": _items("LambdaFunctionAssociation"),
        "FunctionAssociations": _items("FunctionAssociation"),
        "FieldLevelEncryptionId": "",
        "GrpcConfig": {"Enabled": False},
        **more,
    }


def _origin(name: str, domain: str, **more: Any) -> dict[str, Any]:
    return {
        "Id": name,
        "DomainName": domain,
        "OriginPath": "",
        "CustomHeaders": _items("OriginCustomHeader"),
        "ConnectionAttempts": 3,
        "ConnectionTimeout": 10,
        "OriginShield": {"Enabled": False},
        "OriginAccessControlId": "",
        **more,
    }


def _custom(policy: str, version: str, **more: Any) -> dict[str, Any]:
    return {
        "HTTPPort": 80,
        "HTTPSPort": 443,
        "OriginProtocolPolicy": policy,
        "OriginSslProtocols": _items("SslProtocol", version),
        "OriginReadTimeout": 30,
        "OriginKeepaliveTimeout": 5,
        **more,
    }


_S3 = {"S3OriginConfig": {"OriginAccessIdentity": ""}}
RICH: dict[str, Any] = {
    "Aliases": _items("CNAME", "example.com", "www.example.com"),
    "Origins": _items(
        "Origin",
        _origin(
            "assets",
            "assets.s3.eu-west-1.amazonaws.com",
            OriginPath="/live",
            OriginAccessControlId="E2OAC",
            ConnectionAttempts=2,
            ConnectionTimeout=5,
            OriginShield={"Enabled": True, "OriginShieldRegion": "eu-west-1"},
            **_S3,
        ),
        _origin(
            "shop",
            "shop.example.com",
            CustomHeaders=_items(
                "OriginCustomHeader", {"HeaderName": "x-from", "HeaderValue": "cdn"}
            ),
            CustomOriginConfig=_custom(
                "https-only", "TLSv1.2", OriginReadTimeout=40, OriginKeepaliveTimeout=20
            ),
        ),
        _origin(
            "old",
            "old.s3.eu-west-1.amazonaws.com",
            S3OriginConfig={"OriginAccessIdentity": "origin-access-identity/cloudfront/E1OAI"},
        ),
        _origin(
            "inside",
            "inside.example.com",
            VpcOriginConfig={
                "VpcOriginId": "vo_1",
                "OriginReadTimeout": 30,
                "OriginKeepaliveTimeout": 5,
            },
        ),
    ),
    "OriginGroups": _items(
        "OriginGroup",
        {
            "Id": "both",
            "FailoverCriteria": {"StatusCodes": _items("StatusCode", 500, 502)},
            "Members": _items("OriginGroupMember", {"OriginId": "assets"}, {"OriginId": "old"}),
        },
    ),
    "DefaultCacheBehavior": _behaviour(
        "both",
        "redirect-to-https",
        Compress=True,
        SmoothStreaming=True,
        MinTTL=10,
        DefaultTTL=100,
        MaxTTL=1000,
        CachePolicyId="cp-1",
        OriginRequestPolicyId="orp-1",
        ResponseHeadersPolicyId="rhp-1",
        RealtimeLogConfigArn="arn:aws:cloudfront::123456789012:realtime-log-config/shop",
        FieldLevelEncryptionId="fle-1",
        TrustedKeyGroups=_trusted("KeyGroup", "kg-1"),
        TrustedSigners=_trusted("AwsAccountNumber", "self"),
        GrpcConfig={"Enabled": True},
        FunctionAssociations=_items(
            "FunctionAssociation",
            {
                "FunctionARN": "arn:aws:cloudfront::123456789012:function/rewrite",
                "EventType": "viewer-request",
            },
        ),
        LambdaFunctionAssociations=_items(
            "LambdaFunctionAssociation",
            {
                "LambdaFunctionARN": "arn:aws:lambda:us-east-1:123456789012:function:edge:3",
                "EventType": "origin-request",
                "IncludeBody": True,
            },
        ),
    ),
    "CacheBehaviors": _items(
        "CacheBehavior",
        _behaviour(
            "shop",
            "https-only",
            PathPattern="/api/*",
            AllowedMethods=_methods("HEAD", "DELETE", "POST", "GET", "OPTIONS", "PUT", "PATCH"),
            MinTTL=0,
            DefaultTTL=60,
            MaxTTL=600,
            ForwardedValues={
                "QueryString": True,
                "Cookies": {"Forward": "whitelist", "WhitelistedNames": _items("Name", "session")},
                "Headers": _items("Name", "Authorization"),
                "QueryStringCacheKeys": _items("Name", "q"),
            },
        ),
        _behaviour("old", "allow-all", PathPattern="/old/*", CachePolicyId="cp-2"),
    ),
    "CustomErrorResponses": _items(
        "CustomErrorResponse",
        {
            "ErrorCode": 404,
            "ResponsePagePath": "/404.html",
            "ResponseCode": "200",
            "ErrorCachingMinTTL": 30,
        },
    ),
    "Comment": "Shop",
    "PriceClass": "PriceClass_100",
    "Enabled": True,
    "ViewerCertificate": {
        "ACMCertificateArn": "arn:aws:acm:us-east-1:123456789012:certificate/a1",
        "SSLSupportMethod": "sni-only",
        "MinimumProtocolVersion": "TLSv1.2_2021",
        "CertificateSource": "acm",
        "CloudFrontDefaultCertificate": False,
    },
    "Restrictions": {
        "GeoRestriction": {"RestrictionType": "whitelist", **_items("Location", "AT", "DE")}
    },
    "WebACLId": "arn:aws:wafv2:us-east-1:123456789012:global/webacl/shop/a1b2",
    "HttpVersion": "HTTP2AND3",
    "IsIPV6Enabled": True,
    "Staging": True,
}
LEGACY: dict[str, Any] = {
    "Aliases": _items("CNAME"),
    "Origins": _items(
        "Origin",
        _origin("site", "site.example.com", CustomOriginConfig=_custom("match-viewer", "TLSv1")),
    ),
    "OriginGroups": _items("OriginGroup"),
    "DefaultCacheBehavior": _behaviour(
        "site",
        "allow-all",
        MinTTL=0,
        DefaultTTL=60,
        MaxTTL=600,
        ForwardedValues={
            "QueryString": True,
            "Cookies": {"Forward": "all"},
            "Headers": _items("Name"),
            "QueryStringCacheKeys": _items("Name"),
        },
    ),
    "CacheBehaviors": _items("CacheBehavior"),
    "CustomErrorResponses": _items("CustomErrorResponse"),
    "Comment": "",
    "PriceClass": "PriceClass_All",
    "Enabled": False,
    "ViewerCertificate": {
        "CloudFrontDefaultCertificate": False,
        "IAMCertificateId": "ASCAEXAMPLE",
        "SSLSupportMethod": "vip",
        "MinimumProtocolVersion": "TLSv1",
        "CertificateSource": "iam",
    },
    "Restrictions": {"GeoRestriction": {"RestrictionType": "none", **_items("Location")}},
    "WebACLId": "",
    "HttpVersion": "http2",
    "IsIPV6Enabled": False,
    "Staging": False,
}
_LOGGED = {
    "Enabled": True,
    "IncludeCookies": True,
    "Bucket": "logs.s3.amazonaws.com",
    "Prefix": "cdn/",
}
_SPACE = 'xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"'


def _summary(id: str, domain: str, config: dict[str, Any]) -> str:
    head = {
        "Id": id,
        "ARN": f"{_ARN}{id}",
        "Status": "Deployed",
        "LastModifiedTime": "2026-01-01T00:00:00.000Z",
        "DomainName": domain,
    }
    return _xml({"DistributionSummary": {**head, **config}})


def _answer(name: str, body: str) -> dict[str, str]:
    whole = f'<?xml version="1.0"?><{name} {_SPACE}>{body}</{name}>'
    return {"status": "200 OK", "type": "text/xml", "body": whole}


def _config(caller: str, config: dict[str, Any], root: str, policy: str, logging: Any) -> Any:
    more = {
        "CallerReference": caller,
        "DefaultRootObject": root,
        "Logging": logging,
        "ContinuousDeploymentPolicyId": policy,
    }
    return _answer("DistributionConfig", _xml({**config, **more}))


def _tags(**tags: str) -> dict[str, str]:
    found = [{"Key": name, "Value": value} for name, value in tags.items()]
    return _answer("Tags", _xml({"Items": {"Tag": found}}))


_NO_LOGS = {"Enabled": False, "IncludeCookies": False, "Bucket": "", "Prefix": ""}
_TAGS = "cloudfront GET /2020-05-31/tagging?Resource=arn%3Aaws%3Acloudfront%3A%3A123456789012%3A"
_LIST = "cloudfront GET /2020-05-31/distribution?"
_RICH_CONFIG = "cloudfront GET /2020-05-31/distribution/E1RICH/config?"
ANSWERS = {
    _RICH_CONFIG: _config("r", RICH, "index.html", "cdp-1", _LOGGED),
    "cloudfront GET /2020-05-31/distribution/E2LEGACY/config?": _config(
        "l", LEGACY, "", "", _NO_LOGS
    ),
    f"{_TAGS}distribution%2FE1RICH": _tags(owner="platform", team="core"),
    f"{_TAGS}distribution%2FE2LEGACY": _tags(owner="platform"),
}


def amend(world: World, answers: dict[str, Any]) -> None:
    """Two more in the list, and what is asked of them then."""
    answers.update(ANSWERS)
    more = _summary("E1RICH", "drich.cloudfront.net", RICH) + _summary(
        "E2LEGACY", "dlegacy.cloudfront.net", LEGACY
    )
    body = answers[_LIST]["body"]
    if "<Items>" in body:
        body = body.replace("<Items>", f"<Items>{more}", 1)
    else:
        body = body.replace("</DistributionList>", f"<Items>{more}</Items></DistributionList>")
    answers[_LIST] = {**answers[_LIST], "body": body}


def _edit(old: Any, new: Any) -> Any:
    return {_LIST: (_xml(old), _xml(new))}


_CERTIFICATE = RICH["ViewerCertificate"]
_RICH = "aws_cloudfront_distribution.rich: "
EDITS = {
    f"{_RICH}viewer_certificate.minimum_protocol_version": _edit(
        _CERTIFICATE, {**_CERTIFICATE, "MinimumProtocolVersion": "TLSv1"}
    ),
    f"{_RICH}default_cache_behavior.viewer_protocol_policy": _edit(
        {"ViewerProtocolPolicy": "redirect-to-https"}, {"ViewerProtocolPolicy": "allow-all"}
    ),
    f"{_RICH}web_acl_id": _edit({"WebACLId": RICH["WebACLId"]}, {"WebACLId": ""}),
    f"{_RICH}origin": _edit({"OriginAccessControlId": "E2OAC"}, {"OriginAccessControlId": ""}),
    f"{_RICH}origin_group": _edit({"StatusCode": [500, 502]}, {"StatusCode": [500, 404]}),
    f"{_RICH}ordered_cache_behavior": _edit({"Name": ["Authorization"]}, {"Name": ["*"]}),
    f"{_RICH}default_cache_behavior.function_association": _edit(
        {"EventType": "viewer-request"}, {"EventType": "viewer-response"}
    ),
    f"{_RICH}custom_error_response": _edit({"ResponseCode": "200"}, {"ResponseCode": "404"}),
    f"{_RICH}restrictions.geo_restriction.locations": _edit(
        {"Location": ["AT", "DE"]}, {"Location": ["AT", "US"]}
    ),
    f"{_RICH}logging_config": {_RICH_CONFIG: (_xml(_LOGGED), _xml(_NO_LOGS))},
    f"{_RICH}tags": {f"{_TAGS}distribution%2FE1RICH": _tags(owner="platform")},
    "aws_cloudfront_distribution.legacy: enabled": _edit(
        {"Enabled": False, "ViewerCertificate": LEGACY["ViewerCertificate"]},
        {"Enabled": True, "ViewerCertificate": LEGACY["ViewerCertificate"]},
    ),
}
