resource "aws_iam_role" "main" {
  name = "notebook"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "sagemaker.amazonaws.com" }
    }]
  })
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "a" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}

resource "aws_security_group" "main" {
  name   = "notebook"
  vpc_id = aws_vpc.main.id
}

resource "aws_kms_key" "main" {}

resource "aws_sagemaker_notebook_instance" "main" {
  name                         = "research"
  role_arn                     = aws_iam_role.main.arn
  instance_type                = "ml.t3.medium"
  direct_internet_access       = "Disabled"
  root_access                  = "Disabled"
  kms_key_id                   = aws_kms_key.main.arn
  subnet_id                    = aws_subnet.a.id
  security_groups              = [aws_security_group.main.id]
  volume_size                  = 20
  lifecycle_config_name        = "setup"
  accelerator_types            = ["ml.eia2.medium"]
  default_code_repository      = "https://git.example.com/research.git"
  additional_code_repositories = ["https://git.example.com/tools.git"]
  tags                         = { team = "core" }
}

resource "aws_sagemaker_notebook_instance" "plain" {
  name          = "plain"
  role_arn      = aws_iam_role.main.arn
  instance_type = "ml.t3.medium"
}

resource "aws_glue_catalog_database" "main" {
  name         = "events"
  description  = "What customers do"
  location_uri = "s3://lake/events"
  parameters   = { owner = "lake" }
  create_table_default_permission {
    permissions = ["SELECT"]
    principal {
      data_lake_principal_identifier = "IAM_ALLOWED_PRINCIPALS"
    }
  }
  tags = { team = "core" }
}

resource "aws_glue_catalog_database" "linked" {
  name = "linked"
  target_database {
    catalog_id    = "210987654321"
    database_name = "shared"
    region        = "eu-west-1"
  }
}

resource "aws_glue_catalog_database" "plain" {
  name = "plain"
}

resource "aws_athena_workgroup" "main" {
  name        = "research"
  description = "Questions of researchers"
  configuration {
    enforce_workgroup_configuration    = false
    publish_cloudwatch_metrics_enabled = false
    requester_pays_enabled             = true
    bytes_scanned_cutoff_per_query     = 20000000
    execution_role                     = aws_iam_role.main.arn
    engine_version {
      selected_engine_version = "Athena engine version 3"
    }
    result_configuration {
      output_location       = "s3://results/research/"
      expected_bucket_owner = "123456789012"
      acl_configuration {
        s3_acl_option = "BUCKET_OWNER_FULL_CONTROL"
      }
      encryption_configuration {
        encryption_option = "SSE_KMS"
        kms_key_arn       = aws_kms_key.main.arn
      }
    }
  }
  tags = { team = "core" }
}

resource "aws_athena_workgroup" "plain" {
  name = "plain"
}
