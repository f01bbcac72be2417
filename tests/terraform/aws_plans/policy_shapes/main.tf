# Every shape of a policy document.
data "aws_iam_policy_document" "base" {
  policy_id = "base"
  version   = "2012-10-17"
  statement {
    sid         = "NotThese"
    not_actions = ["iam:*", "organizations:*"]
    resources   = ["*"]
  }
  statement {
    sid           = "NotThere"
    effect        = "Deny"
    actions       = ["*"]
    not_resources = ["arn:aws:s3:::&{aws:username}/*"]
  }
}

data "aws_iam_policy_document" "principals" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com", "ecs.amazonaws.com"]
    }
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::111111111111:root"]
    }
  }
  statement {
    effect  = "Deny"
    actions = ["sts:AssumeRole"]
    not_principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::111111111111:user/admin"]
    }
  }
}

data "aws_iam_policy_document" "everyone" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["*"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
}

data "aws_iam_policy_document" "conditions" {
  statement {
    actions   = ["s3:*"]
    resources = ["*"]
    condition {
      test     = "StringLike"
      variable = "s3:prefix"
      values   = ["", "home/", "home/&{aws:username}/"]
    }
    condition {
      test     = "IpAddress"
      variable = "aws:SourceIp"
      values   = ["10.0.0.0/8", "192.168.0.0/16"]
    }
    condition {
      test     = "NumericLessThan"
      variable = "aws:MultiFactorAuthAge"
      values   = [3600]
    }
  }
}

data "aws_iam_policy_document" "sources" {
  source_policy_documents = [
    data.aws_iam_policy_document.base.json,
    data.aws_iam_policy_document.conditions.json,
  ]
  statement {
    sid       = "Own"
    actions   = ["ec2:Describe*"]
    resources = ["*"]
  }
}

data "aws_iam_policy_document" "overrides" {
  source_policy_documents = [data.aws_iam_policy_document.base.json]
  override_policy_documents = [
    jsonencode({
      Version = "2012-10-17"
      Statement = [
        { Sid = "NotThese", Effect = "Deny", Action = "iam:*", Resource = "*" },
        { Sid = "New", Effect = "Allow", Action = ["s3:Get*"], Resource = "*" },
      ]
    }),
  ]
}

data "aws_iam_policy_document" "empty" {}

data "aws_iam_policy_document" "partly_known" {
  statement {
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.b.arn]
  }
}

data "aws_iam_policy_document" "each" {
  for_each = { a = "s3:Get*", b = "s3:Put*" }
  statement {
    actions   = [each.value]
    resources = ["arn:aws:s3:::${each.key}"]
  }
}

resource "aws_s3_bucket" "b" {}

resource "aws_iam_policy" "all" {
  for_each = {
    base       = data.aws_iam_policy_document.base.json
    conditions = data.aws_iam_policy_document.conditions.json
    sources    = data.aws_iam_policy_document.sources.json
    overrides  = data.aws_iam_policy_document.overrides.json
    a          = data.aws_iam_policy_document.each["a"].json
  }
  name   = each.key
  policy = each.value
}

resource "aws_iam_policy" "later" {
  policy = data.aws_iam_policy_document.partly_known.json
}

output "texts" {
  value = {
    principals = data.aws_iam_policy_document.principals.json
    everyone   = data.aws_iam_policy_document.everyone.minified_json
    empty      = data.aws_iam_policy_document.empty.json
    b          = data.aws_iam_policy_document.each["b"].json
  }
}
