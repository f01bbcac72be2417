"""What happens to distributions outside of Terraform."""

from __future__ import annotations

_PLAIN = "aws_cloudfront_distribution.plain"
_CONTROL = "aws_cloudfront_origin_access_control"


def _config(aws):
    found = aws("cloudfront").get_distribution_config(Id=aws.id(_PLAIN))
    return found["DistributionConfig"], found["ETag"]


def _update(change):
    def update(aws):
        config, tag = _config(aws)
        change(config)
        aws("cloudfront").update_distribution(
            Id=aws.id(_PLAIN), DistributionConfig=config, IfMatch=tag
        )

    return update


def _create(aws):
    config, _ = _config(aws)
    config["CallerReference"] = "by-hand"
    aws("cloudfront").create_distribution(DistributionConfig=config)


def _delete(aws):
    _, tag = _config(aws)
    aws("cloudfront").delete_distribution(Id=aws.id(_PLAIN), IfMatch=tag)


def _control(name, aws, **more):
    client, id = aws("cloudfront"), aws.id(f"{_CONTROL}.{name}")
    found = client.get_origin_access_control(Id=id)
    config = {**found["OriginAccessControl"]["OriginAccessControlConfig"], **more}
    client.update_origin_access_control(
        OriginAccessControlConfig=config, Id=id, IfMatch=found["ETag"]
    )


def _delete_control(aws):
    client, id = aws("cloudfront"), aws.id(f"{_CONTROL}.plain")
    client.delete_origin_access_control(
        Id=id, IfMatch=client.get_origin_access_control(Id=id)["ETag"]
    )


CHANGES = {
    f"{_PLAIN}: default_cache_behavior.viewer_protocol_policy": _update(
        lambda config: config["DefaultCacheBehavior"].update(ViewerProtocolPolicy="allow-all")
    ),
    f"{_PLAIN}: enabled": _update(lambda config: config.update(Enabled=False)),
    f"{_PLAIN}: comment": _update(lambda config: config.update(Comment="by hand")),
    f"{_PLAIN}: missing": _delete,
    "unmanaged aws_cloudfront_distribution": _create,
    f"{_CONTROL}.main: signing_behavior": lambda aws: _control(
        "main", aws, SigningBehavior="never"
    ),
    f"{_CONTROL}.main: description": lambda aws: _control("main", aws, Description="by hand"),
    f"{_CONTROL}.plain: missing": _delete_control,
    f"unmanaged {_CONTROL}": lambda aws: aws("cloudfront").create_origin_access_control(
        OriginAccessControlConfig={
            "Name": "by-hand",
            "SigningProtocol": "sigv4",
            "SigningBehavior": "always",
            "OriginAccessControlOriginType": "s3",
        }
    ),
}

UNSET: dict[str, str] = {}
