resource "aws_s3_bucket" "main" {
  bucket              = "trueup-family-main"
  object_lock_enabled = true
}

resource "aws_s3_bucket" "plain" {
  bucket = "trueup-family-plain"
}

resource "aws_s3_bucket" "copy" {
  bucket = "trueup-family-copy"
}

resource "aws_s3_bucket_versioning" "main" {
  bucket = aws_s3_bucket.main.id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_versioning" "copy" {
  bucket = aws_s3_bucket.copy.id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket" "years" {
  bucket              = "trueup-family-years"
  object_lock_enabled = true
}

resource "aws_s3_bucket_object_lock_configuration" "years" {
  bucket              = aws_s3_bucket.years.id
  object_lock_enabled = "Enabled"
  rule {
    default_retention {
      mode  = "GOVERNANCE"
      years = 1
    }
  }
}

resource "aws_s3_bucket_object_lock_configuration" "main" {
  bucket = aws_s3_bucket.main.id
  rule {
    default_retention {
      mode = "COMPLIANCE"
      days = 30
    }
  }
}

resource "aws_s3_bucket_accelerate_configuration" "years" {
  bucket = aws_s3_bucket.years.id
  status = "Enabled"
}

resource "aws_s3_bucket" "gone" {
  bucket = "trueup-family-gone"
}

resource "aws_s3_bucket_versioning" "gone" {
  bucket = aws_s3_bucket.gone.id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_accelerate_configuration" "main" {
  bucket = aws_s3_bucket.main.id
  status = "Enabled"
}

resource "aws_s3_bucket_notification" "main" {
  bucket      = aws_s3_bucket.main.id
  eventbridge = true

  queue {
    id            = "new"
    queue_arn     = "arn:aws:sqs:eu-west-1:123456789012:events"
    events        = ["s3:ObjectCreated:Put", "s3:ObjectCreated:Post"]
    filter_prefix = "in/"
    filter_suffix = ".csv"
  }

  queue {
    queue_arn = "arn:aws:sqs:eu-west-1:123456789012:events"
    events    = ["s3:ObjectRemoved:*"]
  }

  topic {
    topic_arn     = "arn:aws:sns:eu-west-1:123456789012:events"
    events        = ["s3:ObjectCreated:*"]
    filter_prefix = "out/"
  }

  lambda_function {
    lambda_function_arn = "arn:aws:lambda:eu-west-1:123456789012:function:worker"
    events              = ["s3:ObjectCreated:*"]
    filter_prefix       = "work/"
  }
}
