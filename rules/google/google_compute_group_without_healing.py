"""A program that hangs stays in service: nobody restarts it but its users' complaints.

Without an autohealing policy the group replaces machines that are gone, not those that no longer
answer.
"""

from scanner import LOW, rule


@rule(
    on=(
        "google_compute_instance_group_manager",
        "google_compute_region_instance_group_manager",
    ),
    severity=LOW,
    fix="Add auto_healing_policies with a health check of the application.",
    cwe=693,
    references=(
        "https://cloud.google.com/compute/docs/instance-groups/autohealing-instances-in-migs",
    ),
    bad=('resource "google_compute_instance_group_manager" "api" { name = "api" }  # here',),
    good=(
        """
resource "google_compute_instance_group_manager" "api" {
  auto_healing_policies {
    health_check      = "api"
    initial_delay_sec = 60
  }
}
""",
        """
resource "google_compute_region_instance_group_manager" "api" {
  auto_healing_policies {
    health_check      = google_compute_health_check.api.id
    initial_delay_sec = 60
  }
}

resource "google_compute_health_check" "api" {
  name = "api"
}
""",
    ),
)
def check(group):
    if not group.is_set("auto_healing_policies.health_check"):
        yield group.fail("auto_healing_policies", "machines that hang are not replaced")
