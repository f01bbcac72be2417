"""Clients may still speak TLS 1.0 or 1.1 with this load balancer, and be read on the way.

A listener without ssl_policy gets ELBSecurityPolicy-2016-08, which accepts both. The policies that
take nothing below TLS 1.2 are listed in the parameter policies; NLB listeners for TLS count too.
"""

from scanner import HIGH, rule

_SECURE = ("HTTPS", "TLS")


@rule(
    on=("aws_lb_listener", "aws_alb_listener"),
    severity=HIGH,
    fix='Set ssl_policy = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06", or a stricter one.',
    related_ids=("CKV_AWS_103", "CKV2_AWS_74", "AVD-AWS-0047"),
    cwe=326,
    parameters={
        "policies": [
            "ELBSecurityPolicy-TLS13-1-3-2021-06",
            "ELBSecurityPolicy-TLS13-1-3-FIPS-2023-04",
            "ELBSecurityPolicy-TLS13-1-2-2021-06",
            "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
            "ELBSecurityPolicy-TLS13-1-2-Ext1-2021-06",
            "ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06",
            "ELBSecurityPolicy-TLS13-1-2-FIPS-2023-04",
            "ELBSecurityPolicy-TLS13-1-2-Res-FIPS-2023-04",
            "ELBSecurityPolicy-TLS13-1-2-Ext0-FIPS-2023-04",
            "ELBSecurityPolicy-TLS13-1-2-Ext1-FIPS-2023-04",
            "ELBSecurityPolicy-TLS13-1-2-Ext2-FIPS-2023-04",
            "ELBSecurityPolicy-TLS13-1-3-PQ-2025-09",
            "ELBSecurityPolicy-TLS13-1-3-FIPS-PQ-2025-09",
            "ELBSecurityPolicy-TLS13-1-2-PQ-2025-09",
            "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
            "ELBSecurityPolicy-TLS13-1-2-Ext1-PQ-2025-09",
            "ELBSecurityPolicy-TLS13-1-2-Ext2-PQ-2025-09",
            "ELBSecurityPolicy-TLS13-1-2-FIPS-PQ-2025-09",
            "ELBSecurityPolicy-TLS13-1-2-Res-FIPS-PQ-2025-09",
            "ELBSecurityPolicy-TLS13-1-2-Ext0-FIPS-PQ-2025-09",
            "ELBSecurityPolicy-TLS13-1-2-Ext1-FIPS-PQ-2025-09",
            "ELBSecurityPolicy-TLS13-1-2-Ext2-FIPS-PQ-2025-09",
            "ELBSecurityPolicy-TLS-1-2-2017-01",
            "ELBSecurityPolicy-TLS-1-2-Ext-2018-06",
            "ELBSecurityPolicy-FS-1-2-2019-08",
            "ELBSecurityPolicy-FS-1-2-Res-2019-08",
            "ELBSecurityPolicy-FS-1-2-Res-2020-10",
        ]
    },
    references=(
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html",
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/describe-ssl-policies.html",
    ),
    bad=(
        """
resource "aws_lb_listener" "https" {
  protocol   = "HTTPS"
  ssl_policy = "ELBSecurityPolicy-TLS13-1-0-2021-06"  # here
}
""",
        'resource "aws_alb_listener" "tls" { protocol = "TLS" }  # here',
    ),
    good=(
        """
resource "aws_lb_listener" "https" {
  protocol   = "HTTPS"
  ssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06"
}
""",
        'resource "aws_lb_listener" "tcp" { protocol = "TCP" }',
    ),
)
def check(listener):
    if listener.get("protocol", default="") not in _SECURE:
        return
    policy = listener.get("ssl_policy", default="ELBSecurityPolicy-2016-08")
    if policy not in listener.parameters["policies"]:
        yield listener.fail("ssl_policy", f"{policy} is not among the policies of TLS 1.2 or later")
