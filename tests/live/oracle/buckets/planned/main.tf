resource "aws_s3_bucket_replication_configuration" "main" {
  bucket = "trueup-family-main"
  role   = "arn:aws:iam::123456789012:role/copier"

  rule {
    id       = "first"
    priority = 2
    status   = "Enabled"
    filter {
      and {
        prefix = "in/"
        tags   = { team = "core" }
      }
    }
    source_selection_criteria {
      replica_modifications {
        status = "Enabled"
      }
      sse_kms_encrypted_objects {
        status = "Enabled"
      }
    }
    existing_object_replication {
      status = "Enabled"
    }
    delete_marker_replication {
      status = "Enabled"
    }
    destination {
      account       = "111122223333"
      bucket        = "arn:aws:s3:::trueup-family-copy"
      storage_class = "STANDARD_IA"
      access_control_translation {
        owner = "Destination"
      }
      encryption_configuration {
        replica_kms_key_id = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
      }
      metrics {
        status = "Enabled"
        event_threshold {
          minutes = 15
        }
      }
      replication_time {
        status = "Enabled"
        time {
          minutes = 15
        }
      }
    }
  }

  rule {
    id       = "second"
    priority = 1
    status   = "Disabled"
    filter {
      tag {
        key   = "copy"
        value = "yes"
      }
    }
    delete_marker_replication {
      status = "Disabled"
    }
    destination {
      bucket = "arn:aws:s3:::trueup-family-copy"
    }
  }

  rule {
    id     = "third"
    status = "Enabled"
    filter {}
    delete_marker_replication {
      status = "Disabled"
    }
    destination {
      bucket = "arn:aws:s3:::trueup-family-copy"
    }
  }
}

resource "aws_s3_bucket_replication_configuration" "plain" {
  bucket = "trueup-family-copy"
  role   = "arn:aws:iam::123456789012:role/copier"

  rule {
    id     = "everything"
    prefix = "in/"
    status = "Enabled"
    destination {
      bucket = "arn:aws:s3:::trueup-family-main"
    }
  }
}

resource "aws_s3_account_public_access_block" "main" {
  account_id              = "123456789012"
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_request_payment_configuration" "main" {
  bucket = "trueup-family-main"
  payer  = "Requester"
}

resource "aws_s3_bucket_request_payment_configuration" "plain" {
  bucket = "trueup-family-plain"
  payer  = "BucketOwner"
}
