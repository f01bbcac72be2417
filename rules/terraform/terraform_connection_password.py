"""The password of a machine stands in the code, for everyone who can read it.

Connections take keys from an agent or from a variable that is passed at run time. A host key that
is not pinned is another matter.
"""

from scanner import HIGH, rule
from scanner.shapes import is_literal


@rule(
    on=(
        "null_resource",
        "terraform_data",
        "aws_instance",
        "google_compute_instance",
        "azurerm_linux_virtual_machine",
        "azurerm_virtual_machine",
    ),
    severity=HIGH,
    fix="Connect with a key from an agent, or pass the password in a sensitive variable.",
    cwe=798,
    references=(
        "https://developer.hashicorp.com/terraform/language/resources/provisioners/connection",
    ),
    bad=(
        """
resource "null_resource" "setup" {
  connection {
    type     = "winrm"
    password = "hunter22"  # here
  }
}
""",
        """
resource "null_resource" "setup" {
  provisioner "remote-exec" {
    inline = ["true"]

    connection {
      bastion_password = "hunter22"  # here
    }
  }
}
""",
    ),
    good=(
        """
variable "password" {
  sensitive = true
  default   = ""
}

resource "null_resource" "setup" {
  connection {
    type     = "ssh"
    agent    = true
    password = var.password
  }
}
""",
        """
resource "null_resource" "setup" {}
""",
    ),
)
def check(resource):
    yield from _passwords(resource)
    for provisioner in resource.each("provisioner"):
        yield from _passwords(provisioner)


def _passwords(place):
    for connection in place.each("connection"):
        for name in ("password", "bastion_password"):
            if is_literal(connection.get(name, default="")):
                yield connection.fail(name, f"{name} is written in the code")
