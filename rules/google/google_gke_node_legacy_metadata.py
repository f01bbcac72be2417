"""A pod that can be made to fetch an address hands out the node's token.

The legacy endpoints of the metadata server answer without the header Metadata-Flavor, which a
request forged through an application does not have. GKE switches them off unless the metadata says
otherwise.
"""

from scanner import MEDIUM, rule
from scanner.shapes import NODES, node_configs


@rule(
    on=NODES,
    severity=MEDIUM,
    fix='Set disable-legacy-endpoints = "true" in node_config.metadata.',
    related_ids=("AVD-GCP-0048",),
    cwe=918,
    references=(
        "https://cloud.google.com/kubernetes-engine/docs/how-to/protecting-cluster-metadata#disable-legacy-apis",
    ),
    bad=(
        """
resource "google_container_node_pool" "apps" {
  cluster = "main"
  node_config {
    metadata = {
      disable-legacy-endpoints = "false"  # here
    }
  }
}
""",
    ),
    good=(
        """
resource "google_container_node_pool" "apps" {
  cluster = "main"
  node_config {
    metadata = {
      disable-legacy-endpoints = "true"
    }
  }
}
""",
        """
resource "google_container_node_pool" "apps" {
  cluster = "main"
  node_config {
    metadata = {
      team = "shop"
    }
  }
}
""",
    ),
)
def check(nodes):
    for config in node_configs(nodes):
        if config.get(("metadata", "disable-legacy-endpoints"), default="true") == "false":
            yield config.fail(("metadata", "disable-legacy-endpoints"), "the endpoints are on")
