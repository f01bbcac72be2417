"""What happens to classic load balancers outside of Terraform."""

from __future__ import annotations

HELPERS = (
    "aws_acm_certificate",
    "aws_instance",
    "aws_s3_bucket",
    "aws_security_group",
    "aws_subnet",
    "aws_vpc",
)
_HTTP = {"Protocol": "HTTP", "LoadBalancerPort": 81, "InstancePort": 81}


def _modify(name, **attributes):
    return lambda aws: aws("elb").modify_load_balancer_attributes(
        LoadBalancerName=name, LoadBalancerAttributes=attributes
    )


CHANGES = {
    "aws_elb.main: listener": lambda aws: aws("elb").create_load_balancer_listeners(
        LoadBalancerName="site", Listeners=[_HTTP]
    ),
    "aws_elb.main: access_logs": _modify("site", AccessLog={"Enabled": False}),
    "aws_elb.main: cross_zone_load_balancing": _modify(
        "site", CrossZoneLoadBalancing={"Enabled": True}
    ),
    "aws_elb.plain: health_check": lambda aws: aws("elb").configure_health_check(
        LoadBalancerName="plain",
        HealthCheck={
            "Target": "TCP:22",
            "Interval": 30,
            "Timeout": 5,
            "UnhealthyThreshold": 2,
            "HealthyThreshold": 10,
        },
    ),
    "aws_elb.plain: tags": lambda aws: aws("elb").add_tags(
        LoadBalancerNames=["plain"], Tags=[{"Key": "by", "Value": "hand"}]
    ),
    "aws_elb.plain: missing": lambda aws: aws("elb").delete_load_balancer(LoadBalancerName="plain"),
    "unmanaged aws_elb": lambda aws: aws("elb").create_load_balancer(
        LoadBalancerName="by-hand", Listeners=[_HTTP], AvailabilityZones=["eu-west-1a"]
    ),
}

UNSET: dict[str, str] = {}
