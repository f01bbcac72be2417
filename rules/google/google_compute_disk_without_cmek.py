"""The disk is encrypted, but with a key that Google manages.

Google encrypts every disk at rest. A key of your own adds control over who may use it, an audit
trail, and shutting access off at once; some rules of trade demand it. A disk from a snapshot does
not take over the snapshot's key.
"""

from scanner import LOW, rule


@rule(
    on=("google_compute_disk", "google_compute_region_disk"),
    severity=LOW,
    fix="Add a disk_encryption_key block with a key of Cloud KMS.",
    aliases=("CKV_GCP_37", "AVD-GCP-0034"),
    cwe=311,
    references=("https://cloud.google.com/compute/docs/disks/customer-managed-encryption",),
    bad=(
        'resource "google_compute_disk" "data" { name = "data" }  # here',
        'resource "google_compute_region_disk" "data" { snapshot = "s" }  # here',
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
resource "google_compute_region_disk" "data" {
  disk_encryption_key {
    kms_key_name = "projects/p/locations/eu/keyRings/r/cryptoKeys/k"
  }
}
""",
    ),
)
def check(disk):
    key = "kms_key_self_link" if disk.type == "google_compute_disk" else "kms_key_name"
    block = disk.sub("disk_encryption_key")
    if not any(block.is_set(name) for name in (key, "raw_key", "rsa_encrypted_key")):
        yield disk.fail("disk_encryption_key", "the disk has no key of your own")
