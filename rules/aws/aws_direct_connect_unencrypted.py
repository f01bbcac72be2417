"""Between the data centre and AWS, frames cross other people's equipment in the clear.

MACsec encrypts dedicated connections of 10 Gbit/s and more where the location offers it. A VPN, or
TLS in everything that crosses, does the same higher up.
"""

from scanner import LOW, rule

_SLOW = ("1Gbps",)


@rule(
    on="aws_dx_connection",
    severity=LOW,
    fix='Set request_macsec = true and encryption_mode = "must_encrypt".',
    cwe=319,
    references=("https://docs.aws.amazon.com/directconnect/latest/UserGuide/MACsec.html",),
    bad=(
        'resource "aws_dx_connection" "dc" { bandwidth = "10Gbps" }  # here',
        """
resource "aws_dx_connection" "dc" {
  bandwidth       = "100Gbps"
  request_macsec  = true
  encryption_mode = "should_encrypt"  # here
}
""",
    ),
    good=(
        """
resource "aws_dx_connection" "dc" {
  bandwidth       = "10Gbps"
  request_macsec  = true
  encryption_mode = "must_encrypt"
}
""",
        'resource "aws_dx_connection" "office" { bandwidth = "1Gbps" }',
    ),
)
def check(connection):
    if connection.get("bandwidth") in _SLOW:
        return
    if connection.get("encryption_mode", default="no_encrypt") != "must_encrypt":
        yield connection.fail("encryption_mode", "frames may cross unencrypted")
