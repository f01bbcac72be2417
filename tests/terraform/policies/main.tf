data "aws_iam_policy_document" "simple" {
  statement {
    actions   = ["s3:Get*", "s3:List"]
    resources = ["arn:aws:s3:::b/*"]
  }
}
output "simple" { value = data.aws_iam_policy_document.simple.json }
output "minified" { value = data.aws_iam_policy_document.simple.minified_json }
data "aws_iam_policy_document" "full" {
  policy_id = "id"
  statement {
    sid    = "One"
    effect = "Deny"
    not_actions   = ["b:1", "a:1"]
    not_resources = ["*", "arn:x"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::1:root", "arn:aws:iam::2:root"]
    }
    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:x"
      values   = ["b", "a"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:y"
      values   = ["only"]
    }
    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = [false]
    }
  }
  statement {
    actions   = ["*"]
    resources = ["&{aws:userid}"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
}
output "full" { value = data.aws_iam_policy_document.full.json }
data "aws_iam_policy_document" "anyone" {
  statement {
    actions = ["s3:*"]
    resources = ["*"]
    principals {
      type = "AWS"
      identifiers = ["*"]
    }
  }
}
output "anyone" { value = data.aws_iam_policy_document.anyone.json }
data "aws_iam_policy_document" "merged" {
  source_policy_documents = [data.aws_iam_policy_document.simple.json]
  statement {
    sid = "x"
    actions = ["c", "a", "b"]
    resources = ["z", "y"]
  }
}
output "merged" { value = data.aws_iam_policy_document.merged.json }
data "aws_iam_policy_document" "overridden" {
  source_policy_documents = [data.aws_iam_policy_document.merged.json]
  override_policy_documents = [jsonencode({
    Version = "2012-10-17"
    Statement = [{ Sid = "x", Effect = "Deny", Action = "only", Resource = "*" }, { Sid = "new", Effect = "Allow", Action = ["p", "q"], Resource = ["*"] }]
  })]
}
output "overridden" { value = data.aws_iam_policy_document.overridden.json }
data "aws_iam_policy_document" "merged_full" {
  source_policy_documents = [data.aws_iam_policy_document.full.json]
}
output "merged_full" { value = data.aws_iam_policy_document.merged_full.json }
data "aws_iam_policy_document" "repeated" {
  statement {
    actions = ["a", "a", "b"]
    resources = ["*"]
    principals {
      type = "AWS"
      identifiers = ["b", "a"]
    }
    principals {
      type = "AWS"
      identifiers = ["c"]
    }
    condition {
      test = "StringLike"
      variable = "v"
      values = ["1", "2"]
    }
    condition {
      test = "StringLike"
      variable = "v"
      values = ["3"]
    }
    not_principals {
      type = "Federated"
      identifiers = ["cognito"]
    }
  }
}
output "repeated" { value = data.aws_iam_policy_document.repeated.json }
data "aws_iam_policy_document" "empty" {}
output "empty" { value = data.aws_iam_policy_document.empty.json }
data "aws_iam_policy_document" "angles" {
  statement {
    actions = ["s3:<>&"]
    resources = ["é"]
    sid = ""
  }
}
output "angles" { value = data.aws_iam_policy_document.angles.json }
