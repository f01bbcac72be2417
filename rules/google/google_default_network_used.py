"""The default network lets in SSH and RDP from everywhere, and everything reaches everything in it.

It is made with a project, with firewall rules that nobody asked for. What names no network or
subnetwork of its own, or "default", lands in it.
"""

from scanner import MEDIUM, rule
from scanner.shapes import MACHINES, asks, has_own_network


@rule(
    on=(*MACHINES, "google_container_cluster", "google_dataproc_cluster"),
    severity=MEDIUM,
    fix="Name a network that you made.",
    cwe=1188,
    references=("https://cloud.google.com/vpc/docs/vpc#default-network",),
    bad=(
        """
resource "google_compute_instance" "vm" {
  network_interface {
    network = "default"  # here
  }
}
""",
        """
resource "google_container_cluster" "main" {  # here
  location = "eu"
}
""",
        """
resource "google_compute_instance" "vm" {
  network_interface {
    network    = "default"  # here
    subnetwork = "default"
  }
}
""",
        """
resource "google_dataproc_cluster" "main" {  # here
  name = "main"
}
""",
    ),
    good=(
        """
resource "google_compute_instance" "vm" {
  network_interface {
    network_attachment = "projects/p/regions/eu/networkAttachments/a"
  }
}
""",
        """
resource "google_compute_instance" "vm" {
  network_interface {
    network    = "default-eu"
    network_ip = "10.0.0.4"
  }
}
""",
        """
resource "google_compute_instance" "vm" {
  network_interface {
    subnetwork = "main"
  }
}
""",
        """
resource "google_container_cluster" "main" {
  network    = "main"
  subnetwork = "main"
}
""",
        """
resource "google_container_cluster" "main" {
  network    = google_compute_network.main.id
  subnetwork = "main"
}

resource "google_compute_network" "main" {
  name = "main"
}
""",
        """
resource "google_container_cluster" "main" {
  subnetwork = "projects/p/regions/eu/subnetworks/main"
}
""",
        """
resource "google_dataproc_cluster" "main" {
  cluster_config {
    gce_cluster_config {
      subnetwork = "main"
    }
  }
}
""",
        """
resource "google_dataproc_cluster" "main" {
  virtual_cluster_config {
    staging_bucket = "b"
  }
}
""",
    ),
)
def check(user):
    if user.type in MACHINES:
        interfaces = user.each("network_interface")
        places = [one for one in interfaces if not one.is_set("network_attachment")]
    elif user.type == "google_container_cluster":
        places = [user]
    elif any(True for _ in user.each("virtual_cluster_config")):
        return
    else:
        places = [user.sub("cluster_config.gce_cluster_config")]
    for place in places:
        # What is live names both; a subnetwork alone brings its own network.
        if place.is_set("subnetwork") and not place.is_set("network"):
            continue
        if has_own_network(place, "network"):
            continue
        if asks(place.get("network", default="default"), "is the default network", _is_default):
            yield place.fail("network", "it lands in the default network")


def _is_default(network):
    return str(network).rpartition("/")[2] == "default"
