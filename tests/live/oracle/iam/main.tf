locals {
  reading = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }]
  })
  trust = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ec2.amazonaws.com" }
    }]
  })
  metadata = <<-XML
    <?xml version="1.0"?>
    <EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.example.com/%s">
      <IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
        <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://idp.example.com/sso/%s"/>
      </IDPSSODescriptor>
      <!-- A document has at least a thousand characters: ${join("", [for n in range(80) : "padding-${n} "])} -->
    </EntityDescriptor>
  XML
}

resource "aws_iam_user" "main" {
  name          = "ann"
  path          = "/staff/"
  force_destroy = true
  tags          = { team = "core" }
}

# Nothing more is said of this one.
resource "aws_iam_user" "plain" {
  name = "bob"
}

resource "aws_iam_user_policy" "main" {
  name   = "reading"
  user   = aws_iam_user.main.name
  policy = local.reading
}

resource "aws_iam_user_policy" "prefixed" {
  name_prefix = "reading-"
  user        = aws_iam_user.plain.name
  policy      = local.reading
}

resource "aws_iam_policy" "main" {
  name        = "reading"
  path        = "/staff/"
  description = "Read all there is"
  policy      = local.reading
  tags        = { team = "core" }
}

resource "aws_iam_policy" "plain" {
  name   = "plain"
  policy = local.reading
}

resource "aws_iam_policy" "wide" {
  name = "everything"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }]
  })
}

resource "aws_iam_user_policy_attachment" "main" {
  user       = aws_iam_user.main.name
  policy_arn = aws_iam_policy.main.arn
}

resource "aws_iam_user_login_profile" "main" {
  user                    = aws_iam_user.main.name
  password_length         = 24
  password_reset_required = true
}

resource "aws_iam_group" "main" {
  name = "readers"
  path = "/staff/"
}

resource "aws_iam_group" "plain" {
  name = "writers"
}

resource "aws_iam_group" "third" {
  name = "callers"
}

resource "aws_iam_group_policy" "main" {
  name   = "reading"
  group  = aws_iam_group.main.name
  policy = local.reading
}

resource "aws_iam_group_policy_attachment" "main" {
  group      = aws_iam_group.main.name
  policy_arn = aws_iam_policy.main.arn
}

resource "aws_iam_group_membership" "main" {
  name  = "everybody-who-reads"
  group = aws_iam_group.main.name
  users = [aws_iam_user.main.name, aws_iam_user.plain.name]
}

resource "aws_iam_user_group_membership" "main" {
  user   = aws_iam_user.main.name
  groups = [aws_iam_group.plain.name, aws_iam_group.third.name]
}

resource "aws_iam_access_key" "main" {
  user   = aws_iam_user.main.name
  status = "Inactive"
}

resource "aws_iam_access_key" "plain" {
  user = aws_iam_user.plain.name
}

resource "aws_iam_role" "main" {
  name                  = "machine"
  path                  = "/machines/"
  description           = "Of the machines"
  assume_role_policy    = local.trust
  force_detach_policies = true
  max_session_duration  = 7200
  permissions_boundary  = aws_iam_policy.wide.arn
  managed_policy_arns   = [aws_iam_policy.main.arn]
  tags                  = { team = "core" }

  inline_policy {
    name   = "reading"
    policy = local.reading
  }
}

resource "aws_iam_role" "plain" {
  name               = "plain"
  assume_role_policy = local.trust
}

resource "aws_iam_instance_profile" "main" {
  name = "machine"
  path = "/machines/"
  role = aws_iam_role.main.name
  tags = { team = "core" }
}

resource "aws_iam_instance_profile" "plain" {
  name_prefix = "empty-"
}

resource "aws_iam_account_password_policy" "main" {
  allow_users_to_change_password = false
  hard_expiry                    = true
  max_password_age               = 90
  minimum_password_length        = 14
  password_reuse_prevention      = 24
  require_lowercase_characters   = true
  require_numbers                = true
  require_symbols                = true
  require_uppercase_characters   = true
}

resource "aws_iam_openid_connect_provider" "main" {
  url             = "https://token.actions.githubusercontent.com"
  client_id_list  = ["sts.amazonaws.com", "other"]
  thumbprint_list = ["cf23df2207d99a74fbe169e3eba035e633b65d94"]
  tags            = { team = "core" }
}

resource "aws_iam_openid_connect_provider" "plain" {
  url            = "https://oidc.example.com/id/1"
  client_id_list = ["sts.amazonaws.com"]
}

resource "aws_iam_saml_provider" "main" {
  name                   = "workforce"
  saml_metadata_document = format(local.metadata, "one", "one")
  tags                   = { team = "core" }
}

resource "aws_iam_saml_provider" "plain" {
  name                   = "partners"
  saml_metadata_document = format(local.metadata, "two", "two")
}
