"""Nobody can tell afterwards what was typed in a shell inside of this cluster's containers.

ECS Exec opens a shell in a running task. Its sessions are logged as each task logs, unless the
cluster says NONE, or says OVERRIDE and then names no place.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_ecs_cluster",
    severity=MEDIUM,
    fix='Set logging = "OVERRIDE" with a log group or bucket, or "DEFAULT".',
    aliases=("CKV_AWS_223",),
    cwe=778,
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html",),
    bad=(
        """
resource "aws_ecs_cluster" "main" {
  name = "main"
  configuration {
    execute_command_configuration {
      logging = "NONE"  # here
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
      logging = "OVERRIDE"
      log_configuration {
        cloud_watch_log_group_name = "exec"
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
    }
  }
}
""",
    ),
)
def check(cluster):
    path = "configuration.execute_command_configuration.logging"
    if cluster.get(path, default="DEFAULT") == "NONE":
        yield cluster.fail(path, "shells in containers are not logged")
