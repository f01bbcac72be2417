"""Any image from anywhere may run in this cluster.

Binary Authorization lets in what a policy names: images of your registries, or those that your
build has attested. It takes a policy and a build that signs, so that not every team has it.
"""

from scanner import LOW, rule


@rule(
    on="google_container_cluster",
    severity=LOW,
    fix='Set binary_authorization.evaluation_mode = "PROJECT_SINGLETON_POLICY_ENFORCE".',
    aliases=("CKV_GCP_66",),
    cwe=494,
    references=("https://cloud.google.com/binary-authorization/docs/overview",),
    bad=(
        """
resource "google_container_cluster" "main" {  # here
  location = "europe-west1"
}
""",
        """
resource "google_container_cluster" "main" {
  binary_authorization {
    evaluation_mode = "DISABLED"  # here
  }
}
""",
    ),
    good=(
        """
resource "google_container_cluster" "main" {
  binary_authorization {
    evaluation_mode = "PROJECT_SINGLETON_POLICY_ENFORCE"
  }
}
""",
        """
resource "google_container_cluster" "main" {
  enable_autopilot = true
  binary_authorization {
    evaluation_mode = "PROJECT_SINGLETON_POLICY_ENFORCE"
  }
}
""",
    ),
)
def check(cluster):
    mode = cluster.get("binary_authorization.evaluation_mode", default="DISABLED")
    if mode != "PROJECT_SINGLETON_POLICY_ENFORCE":
        yield cluster.fail("binary_authorization.evaluation_mode", "any image may run")
