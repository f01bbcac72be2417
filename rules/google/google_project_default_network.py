"""The project starts with a network whose firewall lets in SSH and RDP from everywhere.

The default network has a subnet in every region and rules that nobody asked for. Networks that
somebody designed are made with google_compute_network.
"""

from scanner import MEDIUM, rule


@rule(
    on="google_project",
    severity=MEDIUM,
    fix="Set auto_create_network = false.",
    related_ids=("CKV_GCP_27",),
    cwe=1188,
    references=("https://cloud.google.com/vpc/docs/vpc#default-network",),
    bad=(
        'resource "google_project" "p" { project_id = "p" }  # here',
        'resource "google_project" "p" { auto_create_network = true }  # here',
        """
resource "google_project" "p" {  # here
  project_id = "p"
}

resource "google_organization_policy" "not_enforced" {
  org_id     = "1"
  constraint = "compute.skipDefaultNetworkCreation"
  boolean_policy {
    enforced = false
  }
}

resource "google_organization_policy" "another" {
  org_id     = "1"
  constraint = "compute.requireOsLogin"
  boolean_policy {
    enforced = true
  }
}
""",
    ),
    good=(
        'resource "google_project" "p" { auto_create_network = false }',
        """
resource "google_project" "p" {
  project_id = "p"
}

resource "google_organization_policy" "no_default_network" {
  org_id     = "1"
  constraint = "constraints/compute.skipDefaultNetworkCreation"
  boolean_policy {
    enforced = true
  }
}
""",
        """
resource "google_project" "p" {
  project_id = "p"
}

resource "google_folder_organization_policy" "no_default_network" {
  folder     = "folders/1"
  constraint = "compute.skipDefaultNetworkCreation"
  boolean_policy {
    enforced = true
  }
}
""",
    ),
)
def check(project):
    if not project.get("auto_create_network", default=True):
        return
    for policy in project.beside("google_organization_policy", "google_folder_organization_policy"):
        if policy.get("constraint") in _CONSTRAINT and policy.get("boolean_policy.enforced"):
            return
    yield project.fail("auto_create_network", "the default network is made")


_CONSTRAINT = (
    "constraints/compute.skipDefaultNetworkCreation",
    "compute.skipDefaultNetworkCreation",
)
