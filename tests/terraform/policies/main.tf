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
data "aws_iam_policy_document" "several" {
  statement {
    actions = ["a:1"]
    principals {
      type        = "AWS"
      identifiers = ["zz"]
    }
    principals {
      type        = "AWS"
      identifiers = ["aa", "mm", "&{b}"]
    }
    principals {
      type        = "AWS"
      identifiers = ["kk", "%p"]
    }
    principals {
      type        = "Service"
      identifiers = ["s2"]
    }
    principals {
      type        = "Service"
      identifiers = ["s1"]
    }
    principals {
      type        = "*"
      identifiers = ["*"]
    }
    not_principals {
      type        = "AWS"
      identifiers = ["n1", "n2"]
    }
    not_principals {
      type        = "AWS"
      identifiers = ["n3", "n4"]
    }
    condition {
      test     = "StringEquals"
      variable = "x"
      values   = ["3", "1"]
    }
    condition {
      test     = "StringEquals"
      variable = "x"
      values   = ["2"]
    }
    condition {
      test     = "StringEquals"
      variable = "x"
      values   = ["7", "5", "6", "5"]
    }
    condition {
      test     = "StringEquals"
      variable = "x"
      values   = ["2"]
    }
    condition {
      test     = "Null"
      variable = "y"
      values   = [true]
    }
    condition {
      test     = "Null"
      variable = "y"
      values   = []
    }
  }
}
output "several" { value = data.aws_iam_policy_document.several.json }
data "aws_iam_policy_document" "many_blocks" {
  statement {
    actions = ["a:1"]
    dynamic "principals" {
      for_each = range(25)
      content {
        type        = "AWS"
        identifiers = [for n in range(principals.value % 4 + 1) : "arn:aws:iam::${principals.value}:user/${n}"]
      }
    }
    dynamic "condition" {
      for_each = range(25)
      content {
        test     = "StringLike"
        variable = "aws:v${condition.value % 3}"
        values   = [for n in range(condition.value % 4 + 1) : "x${condition.value}-${n}"]
      }
    }
  }
}
output "many_blocks" { value = data.aws_iam_policy_document.many_blocks.json }
data "aws_iam_policy_document" "spelling" {
  statement {
    actions   = ["&{act}", "%act", "$act"]
    resources = ["&{res}", "%res", "$res", "'res"]
    condition {
      test     = "StringLike"
      variable = "&{var}"
      values   = ["&{val}"]
    }
  }
}
output "spelling" { value = data.aws_iam_policy_document.spelling.json }
data "aws_iam_policy_document" "own_overrides" {
  source_policy_documents = [
    jsonencode({
      Version = "2008-10-17"
      Id      = "first"
      Statement = [
        { Sid = "same", Effect = "Allow", Action = "old" },
        { Sid = "kept", Effect = "Allow", Action = ["one"], Unheard = 1 },
      ]
    }),
    jsonencode({ Statement = [{ Effect = "Deny", NotAction = ["b", "c"], Sid = "" }] }),
  ]
  statement {
    sid     = "same"
    actions = ["new"]
  }
}
output "own_overrides" { value = data.aws_iam_policy_document.own_overrides.json }
data "aws_iam_policy_document" "foreign" {
  version = "2008-10-17"
  source_policy_documents = [
    jsonencode({
      Version = "2008-10-17"
      Statement = [
        { Effect = "Allow", Action = "a", Principal = { AWS = ["a", "c", "b"], Service = ["one"], Federated = "text" } },
        { Effect = "Allow", Action = "b", Principal = "*" },
        { Effect = "Allow", Action = "c", Principal = { "*" = ["*"] } },
        { Effect = "Allow", Action = "d", Principal = { "*" = "*" } },
        { Effect = "Allow", Action = "e", NotPrincipal = { AWS = "*" } },
        { Effect = "Allow", Action = "f", Principal = "arn:aws:iam::1:root" },
        { Effect = "Allow", Action = [], Resource = ["z", "a"] },
        {
          Effect = "Allow"
          Action = "g"
          Condition = {
            StringLike      = { v = ["b", "a"], w = ["only"], u = "text" }
            Bool            = { "aws:SecureTransport" = true }
            NumericLessThan = { n = 3 }
            Null            = { m = [] }
          }
        },
        { Effect = "Allow", Action = "h", Condition = { NumericLessThan = { n = 3 } } },
        { Effect = "Allow", Action = "i", Condition = {}, Principal = {} },
      ]
    }),
  ]
}
output "foreign" { value = data.aws_iam_policy_document.foreign.json }
data "aws_iam_policy_document" "older" {
  version = "2008-10-17"
  statement {
    actions = ["a"]
  }
}
output "older" { value = data.aws_iam_policy_document.older.json }
data "aws_iam_policy_document" "newer_wins" {
  version                   = "2008-10-17"
  override_policy_documents = [data.aws_iam_policy_document.simple.json, data.aws_iam_policy_document.older.json]
}
output "newer_wins" { value = data.aws_iam_policy_document.newer_wins.json }
data "aws_iam_policy_document" "ids" {
  policy_id                 = "own"
  source_policy_documents   = [jsonencode({ Id = "source", Statement = [] })]
  override_policy_documents = [jsonencode({ Id = "", Version = "" })]
}
output "ids" { value = data.aws_iam_policy_document.ids.json }
data "aws_iam_policy_document" "odd_spelling" {
  source_policy_documents = [
    "",
    jsonencode({ statement = [{ effect = "Allow", ACTION = "a", sId = "x" }], version = "2008-10-17" }),
    jsonencode({ Statement = [{ Action = null, Effect = null, Condition = { a = null, b = { c = null } } }] }),
    jsonencode({ Statement = null, Id = null }),
  ]
}
output "odd_spelling" { value = data.aws_iam_policy_document.odd_spelling.json }
