"""The whole internet can reach a port of this instance that is not for the public.

Scanners find an open port within minutes. Ports 80 and 443 are what public services are for; a
policy may name others with the parameter public_ports. Lightsail opens a port to every address when
no networks are named.
"""

from scanner import HIGH, rule
from scanner.shapes import WORLD, quantity


@rule(
    on="aws_lightsail_instance_public_ports",
    severity=HIGH,
    fix="Name your networks in cidrs.",
    cwe=284,
    parameters={"public_ports": [80, 443]},
    references=(
        "https://docs.aws.amazon.com/lightsail/latest/userguide/understanding-firewall-and-port-mappings-in-amazon-lightsail.html",
    ),
    bad=(
        """
resource "aws_lightsail_instance_public_ports" "web" {
  instance_name = "web"
  port_info {  # here
    protocol  = "tcp"
    from_port = 22
    to_port   = 22
  }
  port_info {
    protocol  = "tcp"
    from_port = 80
    to_port   = 443
    cidrs     = ["0.0.0.0/0"]  # here
  }
}
""",
    ),
    good=(
        """
resource "aws_lightsail_instance_public_ports" "web" {
  instance_name = "web"
  port_info {
    protocol  = "tcp"
    from_port = 22
    to_port   = 22
    cidrs     = ["198.51.100.0/24"]
  }
  port_info {
    protocol  = "tcp"
    from_port = 443
    to_port   = 443
  }
}
""",
        """
resource "aws_lightsail_instance_public_ports" "console" {
  instance_name = "console"
  port_info {
    protocol          = "tcp"
    from_port         = 22
    to_port           = 22
    cidr_list_aliases = ["lightsail-connect"]
  }
  port_info {
    protocol   = "tcp"
    from_port  = 22
    to_port    = 22
    ipv6_cidrs = ["2001:db8::/32"]
  }
}
""",
    ),
)
def check(ports):
    for opening in ports.each("port_info"):
        first, last = opening.get("from_port", default=0), opening.get("to_port", default=0)
        public = opening.parameters["public_ports"]
        if first == last and quantity(first, 0) in public:
            continue
        named = [cidr for name in ("cidrs", "ipv6_cidrs") for cidr in opening.each(name)]
        if not named and not opening.is_set("cidr_list_aliases"):
            yield opening.fail("cidrs", "the internet reaches a port that is not public")
        for cidr in named:
            if cidr.value in WORLD:
                yield cidr.fail(message="the internet reaches a port that is not public")
