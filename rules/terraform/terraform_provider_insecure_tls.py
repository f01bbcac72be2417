"""Whoever is on the path can answer as the platform and collect the credentials of every apply.

These switches turn the check of the server's certificate off. A private certificate authority is
given to the provider instead.
"""

from scanner import HIGH, rule

_SWITCHES = ("insecure", "skip_tls_verify", "tls_insecure_skip_verify", "insecure_skip_verify")


@rule(
    on="terraform_provider",
    severity=HIGH,
    fix="Remove the switch and give the provider the certificate of the authority.",
    cwe=295,
    references=("https://developer.hashicorp.com/terraform/language/providers/configuration",),
    bad=(
        """
provider "aws" {
  insecure = true  # here
}
""",
        """
provider "vault" {
  skip_tls_verify = true  # here
}
""",
        """
provider "helm" {
  kubernetes {
    host     = "https://k8s.example.com"
    insecure = true  # here
  }
}
""",
    ),
    good=(
        """
provider "kubernetes" {
  host     = "https://k8s.example.com"
  insecure = false
}
""",
        """
provider "helm" {
  kubernetes {
    host = "https://k8s.example.com"
  }
}
""",
    ),
)
def check(provider):
    for name in _SWITCHES:
        if provider.get(name, default=False):
            yield provider.fail(name, "the server's certificate is not checked")
    for cluster in provider.each("kubernetes"):
        if cluster.get("insecure", default=False):
            yield cluster.fail("insecure", "the server's certificate is not checked")
