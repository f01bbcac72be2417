"""What a provisioner did is in no plan and no state, so nobody sees when it fails or drifts.

It runs once, on the machine that applies, with that machine's rights. Images, user data and the
provider's own resources do the same in the open. Provisioners that run on destroy are meant too.
"""

from scanner import LOW, rule


@rule(
    on=(
        "null_resource",
        "terraform_data",
        "aws_instance",
        "google_compute_instance",
        "azurerm_linux_virtual_machine",
        "azurerm_virtual_machine",
    ),
    severity=LOW,
    fix="Replace the provisioner by user data, an image, or a resource of a provider.",
    cwe=1059,
    references=(
        "https://developer.hashicorp.com/terraform/language/resources/provisioners/syntax#provisioners-are-a-last-resort",
    ),
    bad=(
        """
resource "null_resource" "setup" {
  provisioner "local-exec" {  # here
    command = "./setup.sh"
  }
}
""",
    ),
    good=(
        """
resource "null_resource" "marker" {
  triggers = { version = "1" }
}
""",
        """
resource "terraform_data" "version" {
  input = "provisioner"
}
""",
    ),
)
def check(resource):
    for provisioner in resource.each("provisioner"):
        yield provisioner.fail(message="a provisioner runs outside of what plan and state know")
