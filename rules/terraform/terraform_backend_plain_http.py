"""The state, with every secret in it, travels in clear text and can be changed on its way.

An http backend is only as safe as its address: without TLS anyone on the path reads the state and
can answer in the server's place.
"""

from scanner import HIGH, rule


@rule(
    on="terraform_backend",
    severity=HIGH,
    fix="Give the backend an https address.",
    cwe=319,
    references=("https://developer.hashicorp.com/terraform/language/backend/http",),
    bad=(
        """
terraform {
  backend "http" {
    address = "http://state.example.com/prod"  # here
  }
}
""",
        """
terraform {
  backend "http" {
    address                = "https://state.example.com/prod"
    skip_cert_verification = true  # here
  }
}
""",
    ),
    good=(
        """
terraform {
  backend "http" {
    address = "https://state.example.com/prod"
  }
}
""",
        """
terraform {
  backend "s3" {
    bucket  = "state"
    address = "http://not-of-this-backend"
  }
}
""",
    ),
)
def check(backend):
    if backend.get("type") != "http":
        return
    if backend.get("address", default="").startswith("http://"):
        yield backend.fail("address", "the state travels over plain HTTP")
    if backend.get("skip_cert_verification", default=False):
        yield backend.fail("skip_cert_verification", "the server's certificate is not checked")
