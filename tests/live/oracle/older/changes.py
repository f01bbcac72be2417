"""What happens outside of Terraform to load balancers that the code calls by their older names."""

# Another target is another attachment.
NEVER = {"aws_alb_target_group_attachment: changed": "every argument is part of its identity"}
HELPERS = ("aws_vpc", "aws_subnet")


def _attributes(address, **said):
    return lambda aws: aws("elbv2").modify_load_balancer_attributes(
        LoadBalancerArn=aws.id(address),
        Attributes=[{"Key": key, "Value": value} for key, value in said.items()],
    )


_INVALID = {"routing.http.drop_invalid_header_fields.enabled": "false"}
_DELETION = {"deletion_protection.enabled": "true"}

CHANGES = {
    "aws_alb.main: drop_invalid_header_fields": _attributes("aws_alb.main", **_INVALID),
    "aws_lb.newer: enable_deletion_protection": _attributes("aws_lb.newer", **_DELETION),
    "aws_alb.main: tags": lambda aws: aws("elbv2").add_tags(
        ResourceArns=[aws.id("aws_alb.main")], Tags=[{"Key": "by", "Value": "hand"}]
    ),
    "aws_alb.main: missing, aws_alb_listener.main: missing, aws_lb_listener.newer: missing, "
    "aws_alb_listener_rule.main: missing, aws_lb_listener_rule.newer: missing": lambda aws: aws(
        "elbv2"
    ).delete_load_balancer(LoadBalancerArn=aws.id("aws_alb.main")),
    # Nothing tells by which name somebody would have made it.
    "unmanaged aws_lb": lambda aws: aws("elbv2").create_load_balancer(
        Name="by-hand", Subnets=[aws.id("aws_subnet.a"), aws.id("aws_subnet.b")]
    ),
    "aws_alb_listener.main: ssl_policy": lambda aws: aws("elbv2").modify_listener(
        ListenerArn=aws.id("aws_alb_listener.main"), SslPolicy="ELBSecurityPolicy-2016-08"
    ),
    "aws_alb_listener.mixed: default_action": lambda aws: aws("elbv2").modify_listener(
        ListenerArn=aws.id("aws_alb_listener.mixed"),
        DefaultActions=[{"Type": "forward", "TargetGroupArn": aws.id("aws_lb_target_group.newer")}],
    ),
    "aws_alb_listener.mixed: missing": lambda aws: aws("elbv2").delete_listener(
        ListenerArn=aws.id("aws_alb_listener.mixed")
    ),
    "unmanaged aws_lb_listener": lambda aws: aws("elbv2").create_listener(
        LoadBalancerArn=aws.id("aws_alb.main"),
        Protocol="HTTP",
        Port=8080,
        DefaultActions=[{"Type": "forward", "TargetGroupArn": aws.id("aws_lb_target_group.newer")}],
    ),
    "aws_alb_listener_rule.main: action": lambda aws: aws("elbv2").modify_rule(
        RuleArn=aws.id("aws_alb_listener_rule.main"),
        Actions=[{"Type": "forward", "TargetGroupArn": aws.id("aws_lb_target_group.newer")}],
    ),
    "aws_alb_listener_rule.main: missing": lambda aws: aws("elbv2").delete_rule(
        RuleArn=aws.id("aws_alb_listener_rule.main")
    ),
    "aws_alb_target_group.main: health_check": lambda aws: aws("elbv2").modify_target_group(
        TargetGroupArn=aws.id("aws_alb_target_group.main"), HealthCheckPath="/other"
    ),
    "aws_alb_target_group.plain: missing": lambda aws: aws("elbv2").delete_target_group(
        TargetGroupArn=aws.id("aws_alb_target_group.plain")
    ),
    "aws_lb_target_group.newer: health_check": lambda aws: aws("elbv2").modify_target_group(
        TargetGroupArn=aws.id("aws_lb_target_group.newer"), HealthCheckPath="/other"
    ),
    "unmanaged aws_lb_target_group": lambda aws: aws("elbv2").create_target_group(
        Name="by-hand",
        Protocol="HTTP",
        Port=80,
        VpcId=aws.at("aws_alb_target_group.main", "vpc_id"),
    ),
    "aws_alb_target_group_attachment.main: missing": lambda aws: aws("elbv2").deregister_targets(
        TargetGroupArn=aws.id("aws_alb_target_group.main"), Targets=[{"Id": "10.0.1.10"}]
    ),
    "aws_lb_target_group_attachment.newer: missing": lambda aws: aws("elbv2").deregister_targets(
        TargetGroupArn=aws.id("aws_alb_target_group.main"), Targets=[{"Id": "10.0.1.11"}]
    ),
    "unmanaged aws_lb_target_group_attachment": lambda aws: aws("elbv2").register_targets(
        TargetGroupArn=aws.id("aws_alb_target_group.main"), Targets=[{"Id": "198.51.100.9"}]
    ),
}
