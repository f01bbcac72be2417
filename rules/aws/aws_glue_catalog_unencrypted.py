"""Table definitions and the passwords of connections lie in the Data Catalog unencrypted.

Both settings belong together: metadata at rest with SSE-KMS, and connections' passwords with a key,
so that GetConnection no longer answers in the clear.
"""

from scanner import MEDIUM, rule

_AT_REST = "data_catalog_encryption_settings.encryption_at_rest.catalog_encryption_mode"
_PASSWORDS = (
    "data_catalog_encryption_settings.connection_password_encryption."
    "return_connection_password_encrypted"
)


@rule(
    on="aws_glue_data_catalog_encryption_settings",
    severity=MEDIUM,
    fix="Use SSE-KMS at rest and set return_connection_password_encrypted = true.",
    related_ids=("CKV_AWS_94",),
    cwe=311,
    references=("https://docs.aws.amazon.com/glue/latest/dg/encrypt-glue-data-catalog.html",),
    bad=(
        """
resource "aws_glue_data_catalog_encryption_settings" "main" {
  data_catalog_encryption_settings {
    connection_password_encryption {
      return_connection_password_encrypted = false  # here
    }
    encryption_at_rest {
      catalog_encryption_mode = "DISABLED"  # here
    }
  }
}
""",
    ),
    good=(
        """
resource "aws_glue_data_catalog_encryption_settings" "main" {
  data_catalog_encryption_settings {
    connection_password_encryption {
      return_connection_password_encrypted = true
      aws_kms_key_id                       = "alias/glue"
    }
    encryption_at_rest { catalog_encryption_mode = "SSE-KMS" }
  }
}
""",
        """
resource "aws_glue_data_catalog_encryption_settings" "main" {
  data_catalog_encryption_settings {
    connection_password_encryption { return_connection_password_encrypted = "true" }
    encryption_at_rest { catalog_encryption_mode = "SSE-KMS-WITH-SERVICE-ROLE" }
  }
}
""",
    ),
)
def check(catalog):
    if catalog.get(_AT_REST, default="DISABLED") == "DISABLED":
        yield catalog.fail(_AT_REST, "the catalog is not encrypted")
    if not catalog.get(_PASSWORDS, default=False):
        yield catalog.fail(_PASSWORDS, "passwords are returned in the clear")
