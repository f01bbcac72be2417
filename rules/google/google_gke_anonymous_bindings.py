"""Role bindings for everybody on the internet are accepted in this cluster.

GKE can refuse bindings to system:unauthenticated and system:anonymous, and to
system:authenticated, which is any Google account in the world. These settings let them in.
"""

from scanner import HIGH, rule


@rule(
    on="google_container_cluster",
    severity=HIGH,
    fix="Set both enable_insecure_binding settings of rbac_binding_config to false.",
    cwe=284,
    references=(
        "https://cloud.google.com/kubernetes-engine/docs/best-practices/rbac#default-roles-groups",
    ),
    bad=(
        """
resource "google_container_cluster" "main" {
  rbac_binding_config {
    enable_insecure_binding_system_unauthenticated = true  # here
    enable_insecure_binding_system_authenticated   = false
  }
}
""",
    ),
    good=(
        """
resource "google_container_cluster" "main" {
  rbac_binding_config {
    enable_insecure_binding_system_unauthenticated = false
    enable_insecure_binding_system_authenticated   = false
  }
}
""",
        """
resource "google_container_cluster" "main" {
  location = "europe-west1"
}
""",
    ),
)
def check(cluster):
    for config in cluster.each("rbac_binding_config"):
        for kind in ("unauthenticated", "authenticated"):
            if config.get(f"enable_insecure_binding_system_{kind}", default=False):
                yield config.fail(
                    f"enable_insecure_binding_system_{kind}", "bindings for strangers are accepted"
                )
