"""Every rule that names this prefix list is open to the whole internet, and none of them shows it.

A prefix list stands for networks in security groups and route tables. With 0.0.0.0/0 or ::/0 in it,
the rules that use it look narrow in every review.
"""

from scanner import MEDIUM, rule
from scanner.shapes import WORLD


@rule(
    on=("aws_ec2_managed_prefix_list", "aws_ec2_managed_prefix_list_entry"),
    severity=MEDIUM,
    fix="Remove the entry, and write 0.0.0.0/0 where it is meant.",
    cwe=284,
    references=("https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html",),
    bad=(
        """
resource "aws_ec2_managed_prefix_list" "offices" {
  name           = "offices"
  address_family = "IPv4"
  max_entries    = 5
  entry {
    cidr = "198.51.100.0/24"
  }
  entry {
    cidr = "0.0.0.0/0"  # here
  }
}
""",
        """
resource "aws_ec2_managed_prefix_list_entry" "all" {
  prefix_list_id = "pl-1"
  cidr           = "::/0"  # here
}
""",
    ),
    good=(
        """
resource "aws_ec2_managed_prefix_list" "offices" {
  name           = "offices"
  address_family = "IPv4"
  max_entries    = 5
  entry {
    cidr        = "198.51.100.0/24"
    description = "not 0.0.0.0/0"
  }
}
""",
        """
resource "aws_ec2_managed_prefix_list_entry" "office" {
  prefix_list_id = "pl-1"
  cidr           = "198.51.100.0/24"
}
""",
    ),
)
def check(prefixes):
    entries = [prefixes]
    if prefixes.type == "aws_ec2_managed_prefix_list":
        entries = prefixes.each("entry")
    for entry in entries:
        if entry.get("cidr") in WORLD:
            yield entry.fail("cidr", "the list holds everyone")
