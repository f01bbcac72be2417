"""The machine's disk is encrypted, but with a key that Google manages.

Google encrypts every disk at rest. A key of your own adds control: who may use it, an audit trail
of every use, and shutting access off at once. Where none of this is required, Google's key is
enough.
"""

from scanner import LOW, rule


@rule(
    on="google_compute_instance",
    severity=LOW,
    fix="Set boot_disk.kms_key_self_link, and that of every attached_disk.",
    related_ids=("CKV_GCP_38", "AVD-GCP-0033"),
    cwe=311,
    references=("https://cloud.google.com/compute/docs/disks/customer-managed-encryption",),
    bad=(
        """
resource "google_compute_instance" "vm" {
  boot_disk {  # here
    initialize_params {
      image = "debian-cloud/debian-12"
    }
  }
}
""",
        """
resource "google_compute_instance" "vm" {
  boot_disk {  # here
    auto_delete = true
  }
}
""",
        """
resource "google_compute_instance" "vm" {
  boot_disk {  # here
    source = "vm"
    initialize_params {
      image = "debian-cloud/debian-12"
    }
  }
}
""",
    ),
    good=(
        """
resource "google_compute_instance" "vm" {
  boot_disk {
    kms_key_self_link = "projects/p/locations/eu/keyRings/r/cryptoKeys/k"
  }
}
""",
        """
resource "google_compute_instance" "vm" {
  boot_disk {
    source = google_compute_disk.boot.self_link
  }
}

resource "google_compute_disk" "boot" {
  name = "boot"
}
""",
        """
resource "google_compute_instance" "vm" {
  boot_disk {
    disk_encryption_key_raw = "SGVsbG8gZnJvbSBHb29nbGUgQ2xvdWQgUGxhdGZvcm0="
  }
}
""",
    ),
)
def check(machine):
    for disk in machine.each("boot_disk"):
        # A disk that is made elsewhere brings its own encryption. What is live names its disk
        # always, and what that was made of.
        if disk.is_set("source") and not any(True for _ in disk.each("initialize_params")):
            continue
        if not any(disk.is_set(key) for key in _KEYS):
            yield disk.fail("kms_key_self_link", "the disk has no key of your own")


_KEYS = ("kms_key_self_link", "disk_encryption_key_raw")
