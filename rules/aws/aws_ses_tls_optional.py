"""Mail is sent in the clear to a server that offers no TLS, or whose offer somebody cut out.

With tls_policy REQUIRE such mail is not delivered. The default is OPTIONAL, for the sake of old
receivers, which is why teams differ.
"""

from scanner import LOW, rule


@rule(
    on=("aws_ses_configuration_set", "aws_sesv2_configuration_set"),
    severity=LOW,
    fix='Set tls_policy = "REQUIRE" in delivery_options.',
    aliases=("CKV_AWS_365",),
    cwe=319,
    references=("https://docs.aws.amazon.com/ses/latest/dg/security-protocols.html",),
    bad=(
        'resource "aws_ses_configuration_set" "mail" { name = "mail" }  # here',
        """
resource "aws_sesv2_configuration_set" "mail" {
  delivery_options {
    tls_policy = "OPTIONAL"  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_ses_configuration_set" "mail" {
  delivery_options { tls_policy = "Require" }
}
""",
        """
resource "aws_sesv2_configuration_set" "mail" {
  delivery_options { tls_policy = "REQUIRE" }
}
""",
    ),
)
def check(mail):
    if mail.get("delivery_options.tls_policy", default="OPTIONAL") not in ("REQUIRE", "Require"):
        yield mail.fail("delivery_options.tls_policy", "mail may be sent in the clear")
