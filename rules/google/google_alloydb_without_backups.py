"""What is deleted or overwritten in this database cannot be put back.

Automated and continuous backups are on by default. Switching both off leaves nothing; a secondary
cluster copies every mistake of its primary.
"""

from scanner import HIGH, rule


@rule(
    on="google_alloydb_cluster",
    severity=HIGH,
    fix="Remove enabled = false from the backup configuration.",
    cwe=693,
    references=("https://cloud.google.com/alloydb/docs/backup/overview",),
    bad=(
        """
resource "google_alloydb_cluster" "main" {
  automated_backup_policy {
    enabled = false
  }
  continuous_backup_config {
    enabled = false  # here
  }
}
""",
    ),
    good=(
        """
resource "google_alloydb_cluster" "main" {
  cluster_id = "main"
}
""",
        """
resource "google_alloydb_cluster" "main" {
  automated_backup_policy {
    enabled = false
  }
}
""",
        """
resource "google_alloydb_cluster" "main" {
  continuous_backup_config {
    enabled = false
  }
}
""",
    ),
)
def check(cluster):
    if cluster.get("continuous_backup_config.enabled", default=True):
        return
    if not cluster.get("automated_backup_policy.enabled", default=True):
        yield cluster.fail("continuous_backup_config.enabled", "there are no backups")
