"""Shell sessions in this cluster's containers have no key of your own, on their way or in the log.

The session runs over TLS in any case. A KMS key adds a second layer, and with it a policy and an
audit trail; what people type in production often shows secrets. Teams that do not use ECS Exec, or
trust TLS, do without.
"""

from scanner import LOW, rule


@rule(
    on="aws_ecs_cluster",
    severity=LOW,
    fix="Set kms_key_id, and encryption in log_configuration.",
    aliases=("CKV_AWS_224",),
    cwe=311,
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html",),
    bad=(
        """
resource "aws_ecs_cluster" "main" {
  name = "main"
  configuration {
    execute_command_configuration {  # here
      logging = "OVERRIDE"
      log_configuration {
        cloud_watch_encryption_enabled = true
        cloud_watch_log_group_name     = "exec"
      }
    }
  }
}
""",
        """
resource "aws_ecs_cluster" "main" {
  name = "main"
  configuration {
    execute_command_configuration {  # here
      kms_key_id = "alias/exec"
      logging    = "OVERRIDE"
      log_configuration {
        cloud_watch_log_group_name = "exec"
      }
    }
  }
}
""",
    ),
    good=(
        """
resource "aws_ecs_cluster" "main" {
  name = "main"
  configuration {
    execute_command_configuration {
      kms_key_id = "alias/exec"
      logging    = "OVERRIDE"
      log_configuration {
        s3_bucket_encryption_enabled = true
        s3_bucket_name               = "exec"
      }
    }
  }
}
""",
        """
resource "aws_ecs_cluster" "main" {
  name = "main"
  configuration {
    execute_command_configuration {
      kms_key_id = "alias/exec"
      logging    = "OVERRIDE"
      log_configuration {
        cloud_watch_encryption_enabled = true
        cloud_watch_log_group_name     = "exec"
      }
    }
  }
}
""",
        """
resource "aws_ecs_cluster" "main" {
  name = "main"
  configuration {
    execute_command_configuration {
      logging = "NONE"
    }
  }
}
""",
        'resource "aws_ecs_cluster" "main" { name = "main" }',
    ),
)
def check(cluster):
    for shell in cluster.each("configuration.execute_command_configuration"):
        if shell.get("logging", default="DEFAULT") == "NONE":
            continue
        log = shell.sub("log_configuration")
        encrypted = log.get("cloud_watch_encryption_enabled", default=False) or log.get(
            "s3_bucket_encryption_enabled", default=False
        )
        if not (shell.get("kms_key_id", default="") and encrypted):
            yield shell.fail(message="shell sessions are not encrypted with a key of your own")
