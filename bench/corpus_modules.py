"""A repository of deeply nested Terraform modules for measurements, always the same.

It is shaped like the public modules for Kubernetes clusters with their examples: every root calls
a cluster module, which calls node groups, these a launch template with its role, and that a policy
module, four deep in all; with maps of objects with optional() attributes, for_each over them,
dynamic blocks, conditional counts, try(), merge(), policy documents and templates of user data.
``python bench/corpus_modules.py FOLDER [ROOTS]`` writes one; a root has some 300 resources.
"""

from __future__ import annotations

import sys
from pathlib import Path

GROUPS = 23
RULES = 6

CLUSTER = """
locals {
  create     = var.create && length(var.subnet_ids) > 0
  tags       = merge(var.tags, { module = "cluster", cluster = var.name })
  log_types  = try(var.logging.types, ["audit", "api"])
  encryption = try(var.encryption.enabled, true)
  rules = merge(
    {
      for port in var.ports : "ingress-${port}" => {
        type = "ingress", from_port = port, to_port = port, cidr_blocks = var.cidr_blocks
      }
    },
    { for name, rule in var.extra_rules : name => rule if rule != null },
  )
}

data "aws_partition" "current" {}
data "aws_caller_identity" "current" {}

data "aws_iam_policy_document" "assume" {
  count = local.create ? 1 : 0
  statement {
    sid     = "EKSClusterAssumeRole"
    actions = ["sts:AssumeRole", "sts:TagSession"]
    principals {
      type        = "Service"
      identifiers = ["eks.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "this" {
  count                 = local.create ? 1 : 0
  name                  = "${var.name}-cluster"
  assume_role_policy    = data.aws_iam_policy_document.assume[0].json
  force_detach_policies = true
  tags                  = merge(local.tags, try(var.role.tags, {}))
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each = { for name in ["AmazonEKSClusterPolicy", "AmazonEKSVPCResourceController"] :
    name => "arn:${data.aws_partition.current.partition}:iam::aws:policy/${name}" if local.create
  }
  policy_arn = each.value
  role       = aws_iam_role.this[0].name
}

resource "aws_kms_key" "this" {
  count                   = local.create && local.encryption ? 1 : 0
  description             = coalesce(var.encryption.description, "${var.name} cluster encryption")
  deletion_window_in_days = var.encryption.window
  enable_key_rotation     = true
  tags                    = local.tags
}

resource "aws_cloudwatch_log_group" "this" {
  count             = local.create && length(local.log_types) > 0 ? 1 : 0
  name              = "/aws/eks/${var.name}/cluster"
  retention_in_days = var.logging.retention
  kms_key_id        = try(aws_kms_key.this[0].arn, null)
}

resource "aws_eks_cluster" "this" {
  count                     = local.create ? 1 : 0
  name                      = var.name
  role_arn                  = try(aws_iam_role.this[0].arn, var.role.arn)
  version                   = var.cluster_version
  enabled_cluster_log_types = local.log_types

  vpc_config {
    security_group_ids      = compact(distinct(concat(
      var.security_group_ids, [aws_security_group.this[0].id],
    )))
    subnet_ids              = coalescelist(var.control_plane_subnet_ids, var.subnet_ids)
    endpoint_private_access = var.endpoint.private
    endpoint_public_access  = var.endpoint.public
    public_access_cidrs     = var.endpoint.cidrs
  }

  dynamic "encryption_config" {
    for_each = local.encryption ? [var.encryption] : []
    content {
      provider {
        key_arn = try(aws_kms_key.this[0].arn, encryption_config.value.key)
      }
      resources = encryption_config.value.resources
    }
  }

  tags = merge({ terraform-aws-modules = "eks" }, local.tags)
}

resource "aws_security_group" "this" {
  count       = local.create ? 1 : 0
  name_prefix = "${var.name}-cluster-"
  description = "Cluster of ${var.name}"
  vpc_id      = var.vpc_id
  tags        = merge(local.tags, { "kubernetes.io/cluster/${var.name}" = "owned" })
}

resource "aws_security_group_rule" "this" {
  for_each          = { for name, rule in local.rules : name => rule if local.create }
  security_group_id = aws_security_group.this[0].id
  protocol          = try(each.value.protocol, "tcp")
  type              = each.value.type
  from_port         = each.value.from_port
  to_port           = each.value.to_port
  description       = try(each.value.description, "Rule ${each.key}")
  cidr_blocks       = try(each.value.cidr_blocks, null)
}

module "group" {
  source   = "../group"
  for_each = { for name, group in var.groups : name => group if local.create && group.enabled }

  name         = try(each.value.name, each.key)
  cluster_name = var.name
  endpoint     = try(aws_eks_cluster.this[0].endpoint, "")
  subnet_ids   = try(each.value.subnet_ids, var.subnet_ids)
  sizes = {
    min     = try(each.value.min_size, var.group_defaults.min_size, 1)
    max     = try(each.value.max_size, var.group_defaults.max_size, 3)
    desired = try(each.value.desired_size, var.group_defaults.desired_size, 1)
  }
  instance_types = try(each.value.instance_types, var.group_defaults.instance_types)
  disks          = each.value.disks
  taints         = each.value.taints
  labels         = merge(var.group_defaults.labels, try(each.value.labels, {}))
  tags           = merge(local.tags, { group = each.key })
}
"""
CLUSTER_VARIABLES = {
    "create": "type = bool\n  default = true",
    "name": "type = string",
    "cluster_version": 'type = string\n  default = "1.30"',
    "vpc_id": "type = string",
    "subnet_ids": "type = list(string)\n  default = []",
    "control_plane_subnet_ids": "type = list(string)\n  default = []",
    "security_group_ids": "type = list(string)\n  default = []",
    "ports": "type = list(number)\n  default = [443, 10250]",
    "cidr_blocks": 'type = list(string)\n  default = ["10.0.0.0/8"]',
    "tags": "type = map(string)\n  default = {}",
    "extra_rules": "type = any\n  default = {}",
    "role": "type = any\n  default = {}",
    "logging": """type = object({
    types     = optional(list(string), ["audit", "api", "authenticator"])
    retention = optional(number, 90)
  })
  default = {}""",
    "endpoint": """type = object({
    private = optional(bool, true)
    public  = optional(bool, false)
    cidrs   = optional(list(string), ["0.0.0.0/0"])
  })
  default = {}""",
    "encryption": """type = object({
    enabled     = optional(bool, true)
    description = optional(string)
    key         = optional(string)
    window      = optional(number, 30)
    resources   = optional(list(string), ["secrets"])
  })
  default = {}""",
    "group_defaults": """type = object({
    min_size       = optional(number)
    max_size       = optional(number)
    desired_size   = optional(number)
    instance_types = optional(list(string), ["m6i.large"])
    labels         = optional(map(string), {})
  })
  default = {}""",
    "groups": """type = map(object({
    enabled        = optional(bool, true)
    min_size       = optional(number, 1)
    max_size       = optional(number, 5)
    desired_size   = optional(number, 2)
    instance_types = optional(list(string), ["m6i.large", "m5.large"])
    labels         = optional(map(string), {})
    disks = optional(map(object({
      size      = optional(number, 50)
      type      = optional(string, "gp3")
      encrypted = optional(bool, true)
    })), { xvda = {} })
    taints = optional(list(object({
      key    = string
      value  = optional(string)
      effect = optional(string, "NO_SCHEDULE")
    })), [])
  }))
  default = {}""",
}

GROUP = """
locals {
  tags   = merge(var.tags, { Name = var.name })
  suffix = substr(md5(var.name), 0, 6)
}

module "launch" {
  source    = "../launch"
  name      = "${var.name}-${local.suffix}"
  disks     = var.disks
  user_data = templatefile("${path.module}/user_data.sh.tpl", {
    cluster = var.cluster_name
    labels  = join(",", [for k, v in var.labels : "${k}=${v}"])
    taints  = var.taints
  })
  policies = [
    "AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryReadOnly", "AmazonEKS_CNI_Policy",
  ]
  tags     = local.tags
}

resource "aws_eks_node_group" "this" {
  cluster_name    = var.cluster_name
  node_group_name = var.name
  node_role_arn   = module.launch.role_arn
  subnet_ids      = var.subnet_ids
  instance_types  = var.instance_types
  labels          = var.labels

  scaling_config {
    min_size     = var.sizes.min
    max_size     = var.sizes.max
    desired_size = max(var.sizes.min, min(var.sizes.desired, var.sizes.max))
  }

  launch_template {
    id      = module.launch.template_id
    version = module.launch.template_version
  }

  dynamic "taint" {
    for_each = var.taints
    content {
      key    = taint.value.key
      value  = try(taint.value.value, null)
      effect = taint.value.effect
    }
  }

  dynamic "update_config" {
    for_each = length(var.update) > 0 ? [var.update] : []
    content {
      max_unavailable_percentage = try(update_config.value.percentage, null)
    }
  }

  lifecycle {
    create_before_destroy = true
    ignore_changes        = [scaling_config[0].desired_size]
  }

  tags = local.tags
}

resource "aws_autoscaling_schedule" "this" {
  for_each               = { for name, times in var.schedules : name => times if times != null }
  scheduled_action_name  = each.key
  autoscaling_group_name = aws_eks_node_group.this.resources[0].autoscaling_groups[0].name
  min_size               = try(each.value.min, 0)
  max_size               = try(each.value.max, 3)
  recurrence             = try(each.value.recurrence, null)
}
"""
GROUP_VARIABLES = {
    "name": "type = string",
    "cluster_name": "type = string",
    "endpoint": "type = string",
    "subnet_ids": "type = list(string)",
    "sizes": "type = object({ min = number, max = number, desired = number })",
    "instance_types": "type = list(string)",
    "disks": "type = any",
    "taints": "type = any",
    "labels": "type = map(string)",
    "tags": "type = map(string)",
    "update": "type = map(number)\n  default = { percentage = 33 }",
    "schedules": """type = map(object({
    min        = optional(number)
    max        = optional(number)
    recurrence = optional(string)
  }))
  default = {
    evening = { recurrence = "0 19 * * *", min = 0 }
    morning = { recurrence = "0 7 * * *", max = 9 }
  }""",
}
USER_DATA = """#!/bin/bash
set -e
%{ if length(labels) > 0 ~}
LABELS="${labels}"
%{ endif ~}
%{ for taint in taints ~}
add_taint "${taint.key}=${taint.value}:${taint.effect}"
%{ endfor ~}
/etc/eks/bootstrap.sh ${cluster}
"""

LAUNCH = """
data "aws_partition" "current" {}

resource "aws_launch_template" "this" {
  name_prefix            = "${var.name}-"
  update_default_version = true
  user_data              = base64encode(var.user_data)
  ebs_optimized          = true

  dynamic "block_device_mappings" {
    for_each = var.disks
    content {
      device_name = "/dev/${block_device_mappings.key}"
      ebs {
        volume_size           = block_device_mappings.value.size
        volume_type           = block_device_mappings.value.type
        encrypted             = block_device_mappings.value.encrypted
        delete_on_termination = true
      }
    }
  }

  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = var.metadata.tokens
    http_put_response_hop_limit = var.metadata.hops
  }

  dynamic "tag_specifications" {
    for_each = toset(["instance", "volume", "network-interface"])
    content {
      resource_type = tag_specifications.key
      tags          = merge(var.tags, { Name = var.name })
    }
  }

  tags = var.tags
}

module "role" {
  source   = "../role"
  name     = var.name
  service  = "ec2.amazonaws.com"
  policies = [
    for name in var.policies :
    "arn:${data.aws_partition.current.partition}:iam::aws:policy/${name}"
  ]
  statements = {
    logs = {
      actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
      resources = ["arn:aws:logs:*:*:*"]
    }
    ecr = { actions = ["ecr:GetAuthorizationToken"] }
  }
  tags = var.tags
}

resource "aws_security_group" "this" {
  name_prefix = var.name
  description = "Nodes of ${var.name}"
  tags        = var.tags

  dynamic "ingress" {
    for_each = { for port in [443, 4443, 10250] : tostring(port) => port }
    content {
      description = "Port ${ingress.key}"
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      self        = true
    }
  }
}

output "template_id" {
  value = try(aws_launch_template.this.id, null)
}

output "template_version" {
  value = aws_launch_template.this.latest_version
}

output "role_arn" {
  value = module.role.arn
}
"""
LAUNCH_VARIABLES = {
    "name": "type = string",
    "disks": "type = any",
    "user_data": "type = string",
    "policies": "type = list(string)",
    "tags": "type = map(string)",
    "metadata": """type = object({
    tokens = optional(string, "required")
    hops   = optional(number, 2)
  })
  default = {}""",
}

ROLE = """
data "aws_iam_policy_document" "assume" {
  statement {
    sid     = "Assume"
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = [var.service]
    }
    dynamic "condition" {
      for_each = var.conditions
      content {
        test     = condition.value.test
        variable = condition.value.variable
        values   = condition.value.values
      }
    }
  }
}

data "aws_iam_policy_document" "inline" {
  dynamic "statement" {
    for_each = var.statements
    content {
      sid       = title(statement.key)
      effect    = try(statement.value.effect, "Allow")
      actions   = statement.value.actions
      resources = try(statement.value.resources, ["*"])
    }
  }
}

resource "aws_iam_role" "this" {
  name_prefix        = substr(var.name, 0, 38)
  assume_role_policy = data.aws_iam_policy_document.assume.json
  tags               = var.tags
}

resource "aws_iam_role_policy" "inline" {
  count  = length(var.statements) > 0 ? 1 : 0
  name   = "inline"
  role   = aws_iam_role.this.id
  policy = data.aws_iam_policy_document.inline.json
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each   = toset(var.policies)
  role       = aws_iam_role.this.name
  policy_arn = each.value
}

resource "aws_iam_instance_profile" "this" {
  count = var.service == "ec2.amazonaws.com" ? 1 : 0
  name  = aws_iam_role.this.name
  role  = aws_iam_role.this.name
  tags  = var.tags
}

output "arn" {
  value = aws_iam_role.this.arn
}
"""
ROLE_VARIABLES = {
    "name": "type = string",
    "service": "type = string",
    "policies": "type = list(string)",
    "statements": "type = any\n  default = {}",
    "conditions": "type = any\n  default = []",
    "tags": "type = map(string)",
}

SHELF = {
    "cluster": (CLUSTER, CLUSTER_VARIABLES),
    "group": (GROUP, GROUP_VARIABLES),
    "launch": (LAUNCH, LAUNCH_VARIABLES),
    "role": (ROLE, ROLE_VARIABLES),
}

ROOT = """
provider "aws" {{
  region = local.region
  default_tags {{
    tags = local.tags
  }}
}}

variable "environment" {{
  type    = string
  default = "{environment}"
}}

locals {{
  name   = "cluster-{number:02}"
  region = "eu-west-1"
  zones  = ["eu-west-1a", "eu-west-1b", "eu-west-1c"]
  tags   = {{ Example = local.name, Environment = var.environment, Repository = "infrastructure" }}
  groups = {{
    for index in range({groups}) : "group-${{index}}" => {{
      min_size     = index
      max_size     = index + 4
      desired_size = index % 2 == 0 ? index + 1 : index + 2
      labels       = {{ pool = "pool-${{index}}", spot = tostring(index % 3 == 0) }}
      disks = {{
        xvda = {{ size = 50 + 10 * index, encrypted = index % 4 != 3 }}
        xvdb = {{ size = 100 }}
      }}
      taints = index % 3 == 0 ? [{{ key = "dedicated", value = "pool-${{index}}" }}] : []
    }}
  }}
}}

resource "aws_vpc" "this" {{
  cidr_block           = cidrsubnet("10.0.0.0/8", 8, {number})
  enable_dns_hostnames = true
  tags                 = {{ Name = local.name }}
}}

resource "aws_subnet" "private" {{
  for_each          = toset(local.zones)
  vpc_id            = aws_vpc.this.id
  availability_zone = each.value
  cidr_block        = cidrsubnet(aws_vpc.this.cidr_block, 4, index(local.zones, each.value))
  tags              = merge(local.tags, {{ Name = "${{local.name}}-${{each.value}}" }})
}}

module "cluster" {{
  source     = "../../modules/cluster"
  name       = local.name
  vpc_id     = aws_vpc.this.id
  subnet_ids = [for subnet in aws_subnet.private : subnet.id]
  groups     = local.groups
  endpoint   = {{ public = var.environment != "production" }}
  extra_rules = {{
    for index in range({rules}) : "extra-${{index}}" => {{
      type        = "ingress"
      from_port   = 8000 + index
      to_port     = 8000 + index
      cidr_blocks = [index == 5 ? "0.0.0.0/0" : "10.${{index}}.0.0/16"]
    }}
  }}
  tags = local.tags
}}

output "names" {{
  value = keys(local.groups)
}}
"""
ROOTS = 15


def generate(folder: Path, roots: int = ROOTS) -> int:
    """Write a repository of so many roots below `folder`; returns the number of its files."""
    pages: dict[str, str] = {"modules/group/user_data.sh.tpl": USER_DATA}
    for name, (body, variables) in SHELF.items():
        pages[f"modules/{name}/main.tf"] = body
        pages[f"modules/{name}/variables.tf"] = "".join(
            f'variable "{key}" {{\n  description = "The {key}"\n  {text}\n}}\n\n'
            for key, text in variables.items()
        )
    for number in range(roots):
        environment = ("staging", "production")[number % 2]
        pages[f"examples/root-{number:02}/main.tf"] = ROOT.format(
            number=number, environment=environment, groups=GROUPS, rules=RULES
        )
    for name, text in pages.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text.lstrip("\n"))
    return len(pages)


if __name__ == "__main__":
    wanted = int(sys.argv[2]) if len(sys.argv) > 2 else ROOTS
    print(f"{generate(Path(sys.argv[1]), wanted)} files in {sys.argv[1]}")
