"""Whoever reads the repository, its history or a fork of it can log in as the database's master.

Such a password is the same in every copy of the code and is hardly ever changed. One that is
generated, looked up or passed in a variable is not written here; a default of a variable is
another rule's.
"""

from scanner import HIGH, rule
from scanner.shapes import written_secrets

_PASSWORDS = {
    "aws_db_instance": (
        "password",
        "password_wo",
    ),
    "aws_rds_cluster": (
        "master_password",
        "master_password_wo",
    ),
    "aws_docdb_cluster": (
        "master_password",
        "master_password_wo",
    ),
    "aws_docdbelastic_cluster": ("admin_user_password",),
    "aws_redshift_cluster": (
        "master_password",
        "master_password_wo",
    ),
    "aws_redshiftserverless_namespace": (
        "admin_user_password",
        "admin_user_password_wo",
    ),
    "aws_elasticache_replication_group": ("auth_token",),
    "aws_timestreaminfluxdb_db_instance": ("password",),
    "aws_lightsail_database": ("master_password",),
    "aws_dms_endpoint": ("password",),
    "aws_opensearch_domain": (
        "advanced_security_options.master_user_options.master_user_password",
    ),
}


@rule(
    on=tuple(_PASSWORDS),
    severity=HIGH,
    fix="Let AWS keep the password (manage_master_user_password), or generate it; change the one "
    "that was here.",
    cwe=798,
    references=(
        "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html",
        "https://developer.hashicorp.com/terraform/language/manage-sensitive-data",
    ),
    bad=(
        """
resource "aws_db_instance" "db" {
  username = "app"
  password = "correct-horse-battery"  # here
}
""",
        """
locals {
  master = "correct-horse-battery"
}

resource "aws_rds_cluster" "orders" {
  master_password = local.master  # here
}
""",
        """
resource "aws_opensearch_domain" "logs" {
  advanced_security_options {
    enabled = true
    master_user_options {
      master_user_name     = "admin"
      master_user_password = "Correct-horse-1"  # here
    }
  }
}
""",
    ),
    good=(
        """
resource "aws_db_instance" "db" {
  manage_master_user_password = true
}
""",
        """
variable "db_password" {
  type      = string
  sensitive = true
}

resource "aws_db_instance" "db" {
  password = var.db_password
}
""",
        """
resource "random_password" "db" {
  length = 32
}

resource "aws_rds_cluster" "orders" {
  master_password = random_password.db.result
}
""",
        """
variable "master_password" {
  default = "correct-horse-battery"
}

resource "aws_redshift_cluster" "dwh" {
  master_password = var.master_password
}
""",
        """
resource "aws_rds_cluster" "orders" {
  master_password = "changeme-after-apply"

  lifecycle {
    ignore_changes = [master_password]
  }
}
""",
    ),
    code_only=True,
)
def check(database):
    for place, name in written_secrets(database, *_PASSWORDS[database.type]):
        yield place.fail(name, "a password is written in the code")
