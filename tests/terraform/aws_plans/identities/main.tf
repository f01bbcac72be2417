variable "trusted" {
  type    = list(string)
  default = ["arn:aws:iam::111111111111:root", "arn:aws:iam::222222222222:root"]
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = var.trusted
    }
    condition {
      test     = "Bool"
      variable = "aws:MultiFactorAuthPresent"
      values   = [true]
    }
  }
}

data "aws_iam_policy_document" "access" {
  statement {
    sid       = "Read"
    actions   = ["s3:GetObject", "s3:ListBucket"]
    resources = ["arn:aws:s3:::data", "arn:aws:s3:::data/*"]
  }
  dynamic "statement" {
    for_each = { Put = "s3:PutObject", Delete = "s3:DeleteObject" }
    content {
      sid       = statement.key
      effect    = "Deny"
      actions   = [statement.value]
      resources = ["*"]
    }
  }
}

resource "aws_iam_role" "role" {
  name                  = "role"
  path                  = "/app/"
  max_session_duration  = "7200"
  force_detach_policies = "true"
  assume_role_policy    = data.aws_iam_policy_document.trust.json
  tags                  = { Owner = "me" }
}

resource "aws_iam_policy" "access" {
  name   = "access"
  policy = data.aws_iam_policy_document.access.json
}

resource "aws_iam_role_policy" "inline" {
  name   = "inline"
  role   = aws_iam_role.role.id
  policy = data.aws_iam_policy_document.access.minified_json
}

resource "aws_iam_role_policy_attachment" "all" {
  for_each   = toset(["arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::aws:policy/IAMReadOnlyAccess"])
  role       = aws_iam_role.role.name
  policy_arn = each.value
}

resource "aws_iam_user" "user" {
  count         = 2
  name          = "user-${count.index}"
  force_destroy = count.index == 0
}

resource "aws_iam_group_membership" "team" {
  name  = "team"
  group = "devs"
  users = aws_iam_user.user[*].name
}

resource "aws_iam_account_password_policy" "strict" {
  minimum_password_length = "14"
  require_symbols         = "true"
  max_password_age        = 90
}

resource "aws_iam_access_key" "user" {
  user = aws_iam_user.user[0].name
}

output "users" { value = aws_iam_user.user[*].name }
output "key" {
  value     = aws_iam_access_key.user.secret
  sensitive = true
}
