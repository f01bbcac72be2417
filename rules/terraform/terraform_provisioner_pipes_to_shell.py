"""Whoever controls that address runs commands with the rights of the deployment.

A provisioner downloads a script and hands it to a shell in one go: nothing pins, checks or reviews
it. Plain HTTP makes it worse.
"""

import re

from scanner import HIGH, rule
from scanner.shapes import matches

_PIPED = re.compile(
    r"\b(?:curl|wget)\b[^|;&\n]{0,500}\|\s{0,9}(?:sudo\s{1,9}(?:-\S{1,20}\s{1,9}){0,3})?"
    r"(?:ba|da|z|k)?sh\b"
)


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
    fix="Put the script into the repository, or download it, check its digest and then run it.",
    cwe=494,
    references=(
        "https://developer.hashicorp.com/terraform/language/resources/provisioners/local-exec",
    ),
    bad=(
        """
resource "null_resource" "setup" {
  provisioner "local-exec" {
    command = "curl -fsSL https://example.com/install.sh | sudo bash -s -- -y"  # here
  }
}
""",
        """
resource "terraform_data" "setup" {
  provisioner "remote-exec" {
    inline = ["apt-get update", "wget -qO- https://example.com/x | sh"]  # here
  }
}
""",
    ),
    good=(
        """
resource "null_resource" "setup" {
  provisioner "local-exec" {
    command = "curl -fsSLo x.tar.gz https://example.com/x.tar.gz && sha256sum -c x.sha256"
  }
}
""",
        """
resource "terraform_data" "setup" {
  provisioner "remote-exec" {
    inline = ["curl https://example.com/data | jq ."]
  }
}
""",
    ),
)
def check(resource):
    for provisioner in resource.each("provisioner"):
        if matches(_PIPED, provisioner.get("command", default="")):
            yield provisioner.fail("command", "a downloaded script goes straight to a shell")
        for line in provisioner.each("inline"):
            if matches(_PIPED, line.value):
                yield line.fail(message="a downloaded script goes straight to a shell")
