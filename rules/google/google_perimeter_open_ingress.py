"""This rule lets everybody from everywhere through the perimeter that should hold the data in.

An ingress policy for any identity from the access level "*" undoes VPC Service Controls for the
services it names.
"""

from scanner import HIGH, rule


@rule(
    on="google_access_context_manager_service_perimeter",
    severity=HIGH,
    fix="Name the identities or the access levels that may come in.",
    cwe=284,
    references=("https://cloud.google.com/vpc-service-controls/docs/ingress-egress-rules",),
    bad=(
        """
resource "google_access_context_manager_service_perimeter" "p" {
  status {
    restricted_services = ["storage.googleapis.com"]
    ingress_policies {
      ingress_from {
        identity_type = "ANY_IDENTITY"  # here
        sources {
          access_level = "*"
        }
      }
    }
  }
}
""",
    ),
    good=(
        """
resource "google_access_context_manager_service_perimeter" "p" {
  status {
    restricted_services = ["storage.googleapis.com"]
    ingress_policies {
      ingress_from {
        identity_type = "ANY_IDENTITY"
        sources {
          access_level = "accessPolicies/1/accessLevels/office"
        }
      }
    }
  }
}
""",
        """
resource "google_access_context_manager_service_perimeter" "p" {
  status {
    restricted_services = ["storage.googleapis.com"]
    ingress_policies {
      ingress_from {
        identity_type = "ANY_SERVICE_ACCOUNT"
        sources {
          access_level = "*"
        }
      }
    }
  }
}
""",
    ),
)
def check(perimeter):
    for policy in perimeter.each("status.ingress_policies"):
        source = policy.sub("ingress_from")
        if source.get("identity_type", default="") != "ANY_IDENTITY":
            continue
        if any(one.get("access_level", default="") == "*" for one in source.each("sources")):
            yield source.fail("identity_type", "everybody may come in from everywhere")
