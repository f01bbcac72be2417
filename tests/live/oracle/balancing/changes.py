"""What happens to load balancers outside of Terraform."""


def _tag(address):
    return lambda aws: aws("elbv2").add_tags(
        ResourceArns=[aws.id(address)], Tags=[{"Key": "by", "Value": "hand"}]
    )


def _attributes(address, **said):
    return lambda aws: aws("elbv2").modify_load_balancer_attributes(
        LoadBalancerArn=aws.id(address),
        Attributes=[{"Key": key, "Value": value} for key, value in said.items()],
    )


def _group(address, **said):
    return lambda aws: aws("elbv2").modify_target_group_attributes(
        TargetGroupArn=aws.id(address),
        Attributes=[{"Key": key, "Value": value} for key, value in said.items()],
    )


_STICKY = {"stickiness.enabled": "true", "stickiness.lb_cookie.duration_seconds": "60"}
_ELSEWHERE = {
    "Type": "redirect",
    "RedirectConfig": {"Host": "example.net", "Protocol": "HTTPS", "StatusCode": "HTTP_302"},
}

CHANGES = {
    "aws_lb.main: access_logs": _attributes("aws_lb.main", **{"access_logs.s3.enabled": "false"}),
    "aws_lb.main: enable_deletion_protection": _attributes(
        "aws_lb.main", **{"deletion_protection.enabled": "false"}
    ),
    "aws_lb.main: drop_invalid_header_fields, aws_lb.main: idle_timeout": _attributes(
        "aws_lb.main",
        **{
            "routing.http.drop_invalid_header_fields.enabled": "false",
            "idle_timeout.timeout_seconds": "4000",
        },
    ),
    "aws_lb.plain: desync_mitigation_mode": _attributes(
        "aws_lb.plain", **{"routing.http.desync_mitigation_mode": "monitor"}
    ),
    "aws_lb.main: security_groups": lambda aws: aws("elbv2").set_security_groups(
        LoadBalancerArn=aws.id("aws_lb.main"), SecurityGroups=[aws.id("aws_security_group.other")]
    ),
    "aws_lb.plain: subnets": lambda aws: aws("elbv2").set_subnets(
        LoadBalancerArn=aws.id("aws_lb.plain"),
        Subnets=[aws.id("aws_subnet.a"), aws.id("aws_subnet.c")],
    ),
    "aws_lb.main: tags": _tag("aws_lb.main"),
    "aws_lb.plain: missing": lambda aws: aws("elbv2").delete_load_balancer(
        LoadBalancerArn=aws.id("aws_lb.plain")
    ),
    "unmanaged aws_lb": lambda aws: aws("elbv2").create_load_balancer(
        Name="by-hand", Subnets=[aws.id("aws_subnet.a"), aws.id("aws_subnet.b")]
    ),
    "aws_lb_listener.secure: ssl_policy": lambda aws: aws("elbv2").modify_listener(
        ListenerArn=aws.id("aws_lb_listener.secure"), SslPolicy="ELBSecurityPolicy-2016-08"
    ),
    "aws_lb_listener.plain: default_action": lambda aws: aws("elbv2").modify_listener(
        ListenerArn=aws.id("aws_lb_listener.plain"),
        DefaultActions=[{"Type": "forward", "TargetGroupArn": aws.id("aws_lb_target_group.plain")}],
    ),
    "aws_lb_listener.network: tags": _tag("aws_lb_listener.network"),
    "aws_lb_listener.network: missing": lambda aws: aws("elbv2").delete_listener(
        ListenerArn=aws.id("aws_lb_listener.network")
    ),
    "unmanaged aws_lb_listener": lambda aws: aws("elbv2").create_listener(
        LoadBalancerArn=aws.id("aws_lb.plain"),
        Protocol="HTTP",
        Port=8080,
        DefaultActions=[_ELSEWHERE],
    ),
    "aws_lb_listener_rule.main: action": lambda aws: aws("elbv2").modify_rule(
        RuleArn=aws.id("aws_lb_listener_rule.main"),
        Actions=[{"Type": "forward", "TargetGroupArn": aws.id("aws_lb_target_group.plain")}],
    ),
    "aws_lb_listener_rule.plain: condition": lambda aws: aws("elbv2").modify_rule(
        RuleArn=aws.id("aws_lb_listener_rule.plain"),
        Conditions=[
            {"Field": "http-request-method", "HttpRequestMethodConfig": {"Values": ["PUT"]}}
        ],
    ),
    "aws_lb_listener_rule.main: priority": lambda aws: aws("elbv2").set_rule_priorities(
        RulePriorities=[{"RuleArn": aws.id("aws_lb_listener_rule.main"), "Priority": 99}]
    ),
    "aws_lb_listener_rule.plain: tags": _tag("aws_lb_listener_rule.plain"),
    "aws_lb_listener_rule.main: missing": lambda aws: aws("elbv2").delete_rule(
        RuleArn=aws.id("aws_lb_listener_rule.main")
    ),
    "unmanaged aws_lb_listener_rule": lambda aws: aws("elbv2").create_rule(
        ListenerArn=aws.id("aws_lb_listener.plain"),
        Priority=5,
        Conditions=[{"Field": "path-pattern", "Values": ["/open/*"]}],
        Actions=[_ELSEWHERE],
    ),
    "aws_lb_target_group.main: health_check": lambda aws: aws("elbv2").modify_target_group(
        TargetGroupArn=aws.id("aws_lb_target_group.main"), HealthCheckPath="/other"
    ),
    "aws_lb_target_group.plain: stickiness": _group("aws_lb_target_group.plain", **_STICKY),
    "aws_lb_target_group.network: preserve_client_ip": _group(
        "aws_lb_target_group.network", **{"preserve_client_ip.enabled": "true"}
    ),
    "aws_lb_target_group.main: target_group_health": _group(
        "aws_lb_target_group.main",
        **{"target_group_health.dns_failover.minimum_healthy_targets.count": "1"},
    ),
    "aws_lb_target_group.gateway: target_failover": _group(
        "aws_lb_target_group.gateway", **{"target_failover.on_unhealthy": "no_rebalance"}
    ),
    "aws_lb_target_group.gateway: tags": _tag("aws_lb_target_group.gateway"),
    "aws_lb_target_group.gateway: missing": lambda aws: aws("elbv2").delete_target_group(
        TargetGroupArn=aws.id("aws_lb_target_group.gateway")
    ),
    "unmanaged aws_lb_target_group": lambda aws: aws("elbv2").create_target_group(
        Name="by-hand", Protocol="HTTP", Port=80, VpcId=aws.id("aws_vpc.main")
    ),
    "aws_lb_target_group_attachment.plain: missing": lambda aws: aws("elbv2").deregister_targets(
        TargetGroupArn=aws.id("aws_lb_target_group.main"), Targets=[{"Id": "10.0.1.11"}]
    ),
    "unmanaged aws_lb_target_group_attachment": lambda aws: aws("elbv2").register_targets(
        TargetGroupArn=aws.id("aws_lb_target_group.main"), Targets=[{"Id": "198.51.100.9"}]
    ),
}
