"""Any image from anywhere may be deployed as this service.

Binary Authorization lets in what the project's policy names. It takes a policy and a build that
signs, so that not every team has it.
"""

from scanner import LOW, rule


@rule(
    on=("google_cloud_run_v2_service", "google_cloud_run_v2_job"),
    severity=LOW,
    fix="Add binary_authorization with use_default = true.",
    cwe=494,
    references=(
        "https://cloud.google.com/binary-authorization/docs/run/enabling-binauthz-cloud-run",
    ),
    bad=(
        """
resource "google_cloud_run_v2_service" "api" {  # here
  location = "europe-west1"
}
""",
        """
resource "google_cloud_run_v2_service" "api" {
  binary_authorization {
    use_default              = true
    breakglass_justification = "incident 12"  # here
  }
}
""",
    ),
    good=(
        """
resource "google_cloud_run_v2_service" "api" {
  binary_authorization {
    use_default = true
  }
}
""",
        """
resource "google_cloud_run_v2_service" "api" {
  binary_authorization {
    policy = "projects/p/platforms/cloudRun/policies/p"
  }
}
""",
    ),
)
def check(service):
    config = service.sub("binary_authorization")
    if config.is_set("breakglass_justification"):
        yield config.fail("breakglass_justification", "the policy is broken open")
    elif not config.get("use_default", default=False) and not config.is_set("policy"):
        yield service.fail("binary_authorization", "any image may be deployed")
