"""The control plane answers requests of nobody in particular beyond its health.

Limited to health checks, anonymous requests cannot reach anything that a careless role binding
gave to system:anonymous. Unless it is set, every path is open to the attempt.
"""

from scanner import LOW, rule


@rule(
    on="google_container_cluster",
    severity=LOW,
    fix='Set anonymous_authentication_config.mode = "LIMITED".',
    cwe=306,
    references=("https://cloud.google.com/kubernetes-engine/docs/how-to/hardening-your-cluster",),
    bad=(
        """
resource "google_container_cluster" "main" {  # here
  location = "europe-west1"
}
""",
        """
resource "google_container_cluster" "main" {
  anonymous_authentication_config {
    mode = "ENABLED"  # here
  }
}
""",
    ),
    good=(
        """
resource "google_container_cluster" "main" {
  anonymous_authentication_config {
    mode = "LIMITED"
  }
}
""",
        """
resource "google_container_cluster" "main" {
  enable_autopilot = true
  anonymous_authentication_config {
    mode = "LIMITED"
  }
}
""",
    ),
)
def check(cluster):
    if cluster.get("anonymous_authentication_config.mode", default="ENABLED") == "ENABLED":
        yield cluster.fail("anonymous_authentication_config.mode", "anonymous requests are taken")
