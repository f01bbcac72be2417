# The local server cannot switch backups on.
resource "aws_efs_backup_policy" "main" {
  file_system_id = "fs-0a1b2c3d4e5f60001"
  backup_policy {
    status = "ENABLED"
  }
}

resource "aws_efs_backup_policy" "off" {
  file_system_id = "fs-0a1b2c3d4e5f60002"
  backup_policy {
    status = "DISABLED"
  }
}
