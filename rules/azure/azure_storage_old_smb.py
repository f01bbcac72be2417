"""SMB 2.1 has no encryption at all, so whoever is on the way reads the files.

Azure Files accepts SMB 2.1, 3.0 and 3.1.1 when no versions are named. Only where the account serves
file shares by SMB does it matter, which is where share_properties.smb stands.
"""

from scanner import MEDIUM, rule


@rule(
    on="azurerm_storage_account",
    severity=MEDIUM,
    fix='Set share_properties.smb.versions = ["SMB3.1.1"].',
    cwe=326,
    references=("https://learn.microsoft.com/azure/storage/files/files-smb-protocol",),
    bad=(
        """
resource "azurerm_storage_account" "s" {
  share_properties {
    smb {  # here
      multichannel_enabled = true
    }
  }
}
""",
        """
resource "azurerm_storage_account" "s" {
  share_properties {
    smb {
      versions = ["SMB3.1.1", "SMB2.1"]  # here
    }
  }
}
""",
    ),
    good=(
        """
resource "azurerm_storage_account" "s" {
  share_properties {
    smb {
      versions = ["SMB3.0", "SMB3.1.1"]
    }
  }
}
""",
        """
resource "azurerm_storage_account" "s" {
  share_properties {
    retention_policy {
      days = 7
    }
  }
}
""",
    ),
)
def check(account):
    for smb in account.each("share_properties.smb"):
        if not smb.is_set("versions"):
            yield smb.fail("versions", "SMB 2.1 is accepted, which does not encrypt")
        for version in smb.each("versions"):
            if version.value == "SMB2.1":
                yield version.fail(message="SMB 2.1 is accepted, which does not encrypt")
