"""The key that encrypts this disk lies in the code and in the Terraform state.

A key that stands beside what it protects protects nothing. A key of Cloud KMS never leaves it, and
each use is recorded.
"""

from scanner import HIGH, rule


@rule(
    on=(
        "google_compute_disk",
        "google_compute_region_disk",
        "google_compute_instance",
        "google_compute_snapshot",
        "google_compute_image",
    ),
    severity=HIGH,
    fix="Use kms_key_self_link with a key of Cloud KMS.",
    aliases=("AVD-GCP-0037",),
    cwe=321,
    references=("https://cloud.google.com/compute/docs/disks/customer-supplied-encryption",),
    bad=(
        """
resource "google_compute_disk" "data" {
  disk_encryption_key {
    raw_key = "SGVsbG8gZnJvbSBHb29nbGUgQ2xvdWQgUGxhdGZvcm0="  # here
  }
}
""",
        """
resource "google_compute_instance" "vm" {
  boot_disk {
    disk_encryption_key_raw = "SGVsbG8gZnJvbSBHb29nbGUgQ2xvdWQgUGxhdGZvcm0="  # here
  }
}
""",
    ),
    good=(
        """
resource "google_compute_disk" "data" {
  disk_encryption_key {
    kms_key_self_link = "projects/p/locations/eu/keyRings/r/cryptoKeys/k"
  }
}
""",
        """
resource "google_compute_instance" "vm" {
  boot_disk {
    kms_key_self_link = "projects/p/locations/eu/keyRings/r/cryptoKeys/k"
  }
}
""",
        'resource "google_compute_disk" "data" { name = "data" }',
    ),
)
def check(disk):
    if disk.type == "google_compute_instance":
        for kind in ("boot_disk", "attached_disk"):
            for block in disk.each(kind):
                if block.is_set("disk_encryption_key_raw"):
                    yield block.fail("disk_encryption_key_raw", "the disk's key is in the code")
        return
    kind = disk.type.rpartition("_")[2]
    if disk.is_set(f"{_KEYS[kind]}.raw_key"):
        yield disk.fail(f"{_KEYS[kind]}.raw_key", "the disk's key is in the code")


_KEYS = {
    "disk": "disk_encryption_key",
    "snapshot": "snapshot_encryption_key",
    "image": "image_encryption_key",
}
