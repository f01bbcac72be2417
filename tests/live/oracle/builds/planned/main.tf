resource "aws_codebuild_project" "main" {
  name                   = "shop"
  description            = "Builds the shop"
  service_role           = "arn:aws:iam::123456789012:role/build"
  encryption_key         = "arn:aws:kms:eu-west-1:123456789012:key/a1"
  badge_enabled          = true
  build_timeout          = 30
  queued_timeout         = 100
  concurrent_build_limit = 2
  project_visibility     = "PUBLIC_READ"
  resource_access_role   = "arn:aws:iam::123456789012:role/public"
  source_version         = "main"

  source {
    type                = "GITHUB"
    location            = "https://github.com/example/shop.git"
    buildspec           = "ci/build.yml"
    git_clone_depth     = 1
    insecure_ssl        = true
    report_build_status = true
    auth {
      type     = "SECRETS_MANAGER"
      resource = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:git"
    }
    build_status_config {
      context    = "ci"
      target_url = "https://ci.example.com"
    }
    git_submodules_config {
      fetch_submodules = true
    }
  }
  secondary_sources {
    source_identifier = "tools"
    type              = "S3"
    location          = "tools/all.zip"
  }
  secondary_source_version {
    source_identifier = "tools"
    source_version    = "v2"
  }
  artifacts {
    type                   = "S3"
    location               = "artifacts"
    name                   = "shop.zip"
    namespace_type         = "BUILD_ID"
    packaging              = "ZIP"
    path                   = "out"
    encryption_disabled    = true
    override_artifact_name = true
    bucket_owner_access    = "FULL"
  }
  secondary_artifacts {
    artifact_identifier = "report"
    type                = "S3"
    location            = "artifacts"
    name                = "report"
  }
  build_batch_config {
    service_role      = "arn:aws:iam::123456789012:role/batch"
    combine_artifacts = true
    timeout_in_mins   = 60
    restrictions {
      compute_types_allowed  = ["BUILD_GENERAL1_SMALL"]
      maximum_builds_allowed = 10
    }
  }
  cache {
    type  = "LOCAL"
    modes = ["LOCAL_DOCKER_LAYER_CACHE", "LOCAL_SOURCE_CACHE"]
  }
  environment {
    compute_type                = "BUILD_GENERAL1_LARGE"
    image                       = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/build:1"
    type                        = "LINUX_CONTAINER"
    privileged_mode             = true
    certificate                 = "certificates/ca.pem"
    image_pull_credentials_type = "SERVICE_ROLE"
    environment_variable {
      name  = "STAGE"
      value = "live"
    }
    environment_variable {
      name  = "TOKEN"
      value = "/shop/token"
      type  = "PARAMETER_STORE"
    }
    fleet {
      fleet_arn = "arn:aws:codebuild:eu-west-1:123456789012:fleet/big:1"
    }
    registry_credential {
      credential          = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:registry"
      credential_provider = "SECRETS_MANAGER"
    }
  }
  file_system_locations {
    identifier    = "cache"
    location      = "fs-1.efs.eu-west-1.amazonaws.com:/cache"
    mount_options = "nfsvers=4.1"
    mount_point   = "/cache"
    type          = "EFS"
  }
  logs_config {
    cloudwatch_logs {
      status      = "DISABLED"
      group_name  = "builds"
      stream_name = "shop"
    }
    s3_logs {
      status              = "ENABLED"
      location            = "logs/builds"
      encryption_disabled = true
      bucket_owner_access = "FULL"
    }
  }
  vpc_config {
    vpc_id             = "vpc-1"
    security_group_ids = ["sg-1"]
    subnets            = ["subnet-1", "subnet-2"]
  }
  tags = { team = "core" }
}

resource "aws_codebuild_project" "plain" {
  name         = "plain"
  service_role = "arn:aws:iam::123456789012:role/build"
  source {
    type      = "NO_SOURCE"
    buildspec = "version: 0.2"
  }
  artifacts {
    type = "NO_ARTIFACTS"
  }
  environment {
    compute_type = "BUILD_GENERAL1_SMALL"
    image        = "aws/codebuild/standard:7.0"
    type         = "LINUX_CONTAINER"
  }
}

resource "aws_batch_compute_environment" "main" {
  compute_environment_name = "spot"
  type                     = "MANAGED"
  state                    = "DISABLED"
  service_role             = "arn:aws:iam::123456789012:role/batch"
  compute_resources {
    type                = "SPOT"
    allocation_strategy = "SPOT_CAPACITY_OPTIMIZED"
    bid_percentage      = 60
    ec2_key_pair        = "ops"
    instance_role       = "arn:aws:iam::123456789012:instance-profile/batch"
    instance_type       = ["m6i", "c6i"]
    max_vcpus           = 64
    min_vcpus           = 2
    desired_vcpus       = 2
    placement_group     = "close"
    security_group_ids  = ["sg-1"]
    spot_iam_fleet_role = "arn:aws:iam::123456789012:role/fleet"
    subnets             = ["subnet-1", "subnet-2"]
    tags                = { from = "batch" }
    ec2_configuration {
      image_type        = "ECS_AL2023"
      image_id_override = "ami-1"
    }
    launch_template {
      launch_template_id = "lt-1"
      version            = "3"
    }
  }
  update_policy {
    terminate_jobs_on_update      = true
    job_execution_timeout_minutes = 10
  }
  tags = { team = "core" }
}

resource "aws_batch_compute_environment" "cluster" {
  compute_environment_name = "cluster"
  type                     = "MANAGED"
  eks_configuration {
    eks_cluster_arn      = "arn:aws:eks:eu-west-1:123456789012:cluster/main"
    kubernetes_namespace = "batch"
  }
  compute_resources {
    type               = "EC2"
    instance_role      = "arn:aws:iam::123456789012:instance-profile/batch"
    instance_type      = ["optimal"]
    max_vcpus          = 16
    min_vcpus          = 0
    security_group_ids = ["sg-1"]
    subnets            = ["subnet-1"]
  }
}

resource "aws_batch_compute_environment" "plain" {
  compute_environment_name = "plain"
  type                     = "UNMANAGED"
}
