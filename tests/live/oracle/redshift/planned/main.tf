# What the local server cannot create.
resource "aws_redshift_cluster" "zones" {
  cluster_identifier                = "zones"
  node_type                         = "ra3.4xlarge"
  cluster_type                      = "multi-node"
  number_of_nodes                   = 2
  cluster_version                   = "1.1"
  master_username                   = "owner"
  manage_master_password            = true
  master_password_secret_kms_key_id = "arn:aws:kms:eu-west-1:123456789012:key/0b6f5a5e-3c4e-4a57-9f0c-3a0f5c1f2b11"
  multi_az                          = true
  publicly_accessible               = false
  encrypted                         = true
  default_iam_role_arn              = "arn:aws:iam::123456789012:role/load"
  iam_roles                         = ["arn:aws:iam::123456789012:role/load"]
  maintenance_track_name            = "trailing"
  manual_snapshot_retention_period  = 30
  skip_final_snapshot               = true

  logging {
    enable               = true
    bucket_name          = "audit"
    s3_key_prefix        = "warehouse/"
    log_destination_type = "s3"
    log_exports          = ["connectionlog", "userlog"]
  }
  snapshot_copy {
    destination_region = "eu-central-1"
    grant_name         = "copies"
    retention_period   = 14
  }
}

resource "aws_redshift_cluster" "public" {
  cluster_identifier  = "public"
  node_type           = "ra3.xlplus"
  master_username     = "owner"
  master_password     = "Not-a-secret-1"
  publicly_accessible = true
  elastic_ip          = "192.0.2.10"
  skip_final_snapshot = true
}

resource "aws_redshift_cluster" "moving" {
  cluster_identifier                   = "moving"
  node_type                            = "ra3.xlplus"
  master_username                      = "owner"
  master_password                      = "Not-a-secret-1"
  availability_zone_relocation_enabled = true
  publicly_accessible                  = false
  encrypted                            = false
  skip_final_snapshot                  = true
}
