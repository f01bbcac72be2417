"""Every machine of the network may mount these files, as root and to write.

Without export options, or with a range of 0.0.0.0/0, NFS asks nobody who he is. Ranges, read-only
modes and root squashing narrow it.
"""

from scanner import MEDIUM, rule


@rule(
    on="google_filestore_instance",
    severity=MEDIUM,
    fix="Add nfs_export_options with the ip_ranges of the clients.",
    cwe=284,
    references=("https://cloud.google.com/filestore/docs/access-control",),
    bad=(
        """
resource "google_filestore_instance" "nfs" {
  tier = "ENTERPRISE"
  file_shares {  # here
    name        = "data"
    capacity_gb = 1024
  }
}
""",
        """
resource "google_filestore_instance" "nfs" {
  tier = "ENTERPRISE"
  file_shares {
    name        = "data"
    capacity_gb = 1024
    nfs_export_options {
      ip_ranges = ["0.0.0.0/0"]  # here
    }
  }
}
""",
    ),
    good=(
        """
resource "google_filestore_instance" "nfs" {
  tier = "ENTERPRISE"
  file_shares {
    name        = "data"
    capacity_gb = 1024
    nfs_export_options {
      ip_ranges   = ["10.0.0.0/24"]
      squash_mode = "ROOT_SQUASH"
    }
  }
}
""",
        """
resource "google_filestore_instance" "nfs" {
  tier = "ENTERPRISE"
  file_shares {
    name        = "data"
    capacity_gb = 1024
    nfs_export_options {
      ip_ranges   = ["10.0.0.4"]
      access_mode = "READ_ONLY"
    }
  }
}
""",
    ),
)
def check(filestore):
    for share in filestore.each("file_shares"):
        options = list(share.each("nfs_export_options"))
        if not options:
            yield share.fail("nfs_export_options", "every machine of the network may mount it")
        for option in options:
            for network in option.each("ip_ranges"):
                if network.value == "0.0.0.0/0":
                    yield network.fail(message="every machine may mount it")
