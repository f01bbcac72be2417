"""The disks of this notebook are encrypted, but with a key that Google manages.

A key of your own adds who may use it, a trail of every use, and shutting access off at once.
"""

from scanner import LOW, rule


@rule(
    on=("google_notebooks_instance", "google_workbench_instance"),
    severity=LOW,
    fix="Set kms_key, or that of gce_setup.boot_disk and data_disks.",
    related_ids=(
        "CKV2_GCP_21",
        "CKV2_GCP_27",
    ),
    cwe=311,
    references=("https://cloud.google.com/vertex-ai/docs/workbench/instances/cmek",),
    bad=(
        """
resource "google_notebooks_instance" "nb" {  # here
  location = "europe-west1-b"
}
""",
        """
resource "google_workbench_instance" "nb" {
  gce_setup {
    boot_disk {  # here
      disk_size_gb = 150
    }
  }
}
""",
    ),
    good=(
        """
resource "google_notebooks_instance" "nb" {
  kms_key = "projects/p/locations/eu/keyRings/r/cryptoKeys/k"
}
""",
        """
resource "google_workbench_instance" "nb" {
  gce_setup {
    boot_disk {
      disk_encryption = "CMEK"
      kms_key         = "projects/p/locations/eu/keyRings/r/cryptoKeys/k"
    }
  }
}
""",
    ),
)
def check(notebook):
    place = "gce_setup.boot_disk.kms_key"
    if notebook.type == "google_notebooks_instance":
        place = "kms_key"
    if not notebook.is_set(place):
        yield notebook.fail(place, "the disk has no key of your own")
