"""The nodes run as the project's default account, and with them every pod that asks its node.

Compute Engine's default service account was editor of the project for years. A node needs little:
to write logs and metrics and to pull images (roles/container.defaultNodeServiceAccount).
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import NODES, has_own_account, matches, node_configs

_DEFAULT = re.compile(r"\A(?:default|[0-9]+-compute@developer\.gserviceaccount\.com)\Z")


@rule(
    on=NODES,
    severity=MEDIUM,
    fix="Make a service account for the nodes and set node_config.service_account.",
    aliases=("AVD-GCP-0050",),
    related_ids=("CKV2_GCP_1",),
    cwe=250,
    references=(
        "https://cloud.google.com/kubernetes-engine/docs/how-to/hardening-your-cluster#use_least_privilege_sa",
    ),
    bad=(
        """
resource "google_container_node_pool" "apps" {  # here
  cluster = "main"
}
""",
        """
resource "google_container_node_pool" "apps" {
  cluster = "main"
  node_config {
    service_account = "default"  # here
  }
}
""",
        """
resource "google_container_cluster" "main" {
  node_pool {
    name = "apps"
    node_config {
      service_account = "1-compute@developer.gserviceaccount.com"  # here
    }
  }
}
""",
    ),
    good=(
        """
resource "google_service_account" "nodes" {
  account_id = "nodes"
}

resource "google_container_node_pool" "apps" {
  cluster = "main"
  node_config {
    service_account = google_service_account.nodes.email
  }
}
""",
        """
resource "google_container_cluster" "main" {
  enable_autopilot = true
}
""",
        """
resource "google_container_cluster" "main" {
  remove_default_node_pool = true
}
""",
        """
resource "google_container_node_pool" "apps" {
  cluster = "main"
  node_config {
    service_account = "nodes@p.iam.gserviceaccount.com"
  }
}
""",
    ),
)
def check(nodes):
    if has_own_account(nodes, "node_config.service_account"):
        return
    for config in node_configs(nodes):
        if matches(_DEFAULT, config.get("service_account", default="default")):
            yield config.fail("service_account", "the nodes run as the default service account")
