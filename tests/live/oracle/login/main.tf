resource "aws_iam_role" "main" {
  name = "messages"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "cognito-idp.amazonaws.com" }
    }]
  })
}

resource "aws_cognito_user_pool" "main" {
  name                       = "customers"
  deletion_protection        = "ACTIVE"
  mfa_configuration          = "OPTIONAL"
  alias_attributes           = ["email", "preferred_username"]
  auto_verified_attributes   = ["email"]
  sms_authentication_message = "Your code is {####}"
  user_pool_tier             = "PLUS"
  account_recovery_setting {
    recovery_mechanism {
      name     = "verified_email"
      priority = 1
    }
  }
  admin_create_user_config {
    allow_admin_create_user_only = true
    invite_message_template {
      email_message = "Hello {username}, {####}"
      email_subject = "Welcome"
      sms_message   = "Hello {username}, {####}"
    }
  }
  device_configuration {
    challenge_required_on_new_device      = true
    device_only_remembered_on_user_prompt = true
  }
  email_configuration {
    configuration_set      = "main"
    email_sending_account  = "DEVELOPER"
    from_email_address     = "Shop <shop@example.com>"
    reply_to_email_address = "help@example.com"
    source_arn             = "arn:aws:ses:eu-west-1:123456789012:identity/example.com"
  }
  lambda_config {
    pre_sign_up         = "arn:aws:lambda:eu-west-1:123456789012:function:check"
    post_authentication = "arn:aws:lambda:eu-west-1:123456789012:function:note"
    kms_key_id          = "arn:aws:kms:eu-west-1:123456789012:key/a1"
    custom_sms_sender {
      lambda_arn     = "arn:aws:lambda:eu-west-1:123456789012:function:send"
      lambda_version = "V1_0"
    }
  }
  password_policy {
    minimum_length                   = 14
    require_lowercase                = true
    require_uppercase                = true
    require_numbers                  = true
    require_symbols                  = true
    password_history_size            = 5
    temporary_password_validity_days = 3
  }
  schema {
    name                     = "tenant"
    attribute_data_type      = "String"
    developer_only_attribute = false
    mutable                  = false
    required                 = false
    string_attribute_constraints {
      min_length = 1
      max_length = 64
    }
  }
  sign_in_policy {
    allowed_first_auth_factors = ["PASSWORD", "WEB_AUTHN"]
  }
  sms_configuration {
    external_id    = "shop"
    sns_caller_arn = aws_iam_role.main.arn
    sns_region     = "eu-west-1"
  }
  software_token_mfa_configuration {
    enabled = true
  }
  user_attribute_update_settings {
    attributes_require_verification_before_update = ["email"]
  }
  user_pool_add_ons {
    advanced_security_mode = "ENFORCED"
    advanced_security_additional_flows {
      custom_auth_mode = "AUDIT"
    }
  }
  username_configuration {
    case_sensitive = true
  }
  verification_message_template {
    default_email_option  = "CONFIRM_WITH_LINK"
    email_message         = "Your code is {####}"
    email_message_by_link = "Click {##here##}"
    email_subject         = "Your code"
    email_subject_by_link = "Your link"
    sms_message           = "Code {####}"
  }
  tags = { team = "core" }
}

resource "aws_cognito_user_pool" "plain" {
  name                = "plain"
  username_attributes = ["email"]
}
