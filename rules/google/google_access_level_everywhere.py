"""An access level that the whole internet meets restricts nothing, wherever it is used.

Perimeters and IAM conditions that ask for it look as if they asked for the office's network.
"""

from scanner import HIGH, rule


@rule(
    on="google_access_context_manager_access_level",
    severity=HIGH,
    fix="Name the networks of your offices and VPN.",
    cwe=284,
    references=("https://cloud.google.com/access-context-manager/docs/overview",),
    bad=(
        """
resource "google_access_context_manager_access_level" "l" {
  basic {
    conditions {
      ip_subnetworks = ["203.0.113.0/24", "0.0.0.0/0"]  # here
    }
  }
}
""",
    ),
    good=(
        """
resource "google_access_context_manager_access_level" "l" {
  basic {
    conditions {
      ip_subnetworks = ["203.0.113.0/24"]
    }
  }
}
""",
        """
resource "google_access_context_manager_access_level" "l" {
  basic {
    conditions {
      negate         = true
      ip_subnetworks = ["0.0.0.0/0"]
    }
  }
}
""",
    ),
)
def check(level):
    for condition in level.each("basic.conditions"):
        if condition.get("negate", default=False):
            continue
        for network in condition.each("ip_subnetworks"):
            if network.value in ("0.0.0.0/0", "::/0"):
                yield network.fail(message="every address meets the access level")
