"""Files go between the task and its EFS volume in plain text.

Whoever can listen in the network reads and changes them. ECS switches encryption in transit on with
one argument, and it is off without it.
"""

from scanner import HIGH, rule


@rule(
    on="aws_ecs_task_definition",
    severity=HIGH,
    fix='Set transit_encryption = "ENABLED" in efs_volume_configuration.',
    aliases=("CKV_AWS_97", "AVD-AWS-0035"),
    cwe=319,
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/efs-volumes.html",),
    bad=(
        """
resource "aws_ecs_task_definition" "app" {
  family                = "app"
  container_definitions = "[]"
  volume {
    name = "files"
    efs_volume_configuration {  # here
      file_system_id = "fs-1"
    }
  }
}
""",
        """
resource "aws_ecs_task_definition" "app" {
  family                = "app"
  container_definitions = "[]"
  volume {
    name = "files"
    efs_volume_configuration {
      file_system_id     = "fs-1"
      transit_encryption = "DISABLED"  # here
    }
  }
}
""",
    ),
    good=(
        """
resource "aws_ecs_task_definition" "app" {
  family                = "app"
  container_definitions = "[]"
  volume {
    name = "files"
    efs_volume_configuration {
      file_system_id     = "fs-1"
      transit_encryption = "ENABLED"
    }
  }
}
""",
        """
resource "aws_ecs_task_definition" "app" {
  family                = "app"
  container_definitions = "[]"
  volume {
    name = "scratch"
  }
}
""",
    ),
)
def check(task):
    for volume in task.each("volume"):
        for efs in volume.each("efs_volume_configuration"):
            if efs.get("transit_encryption", default="DISABLED") != "ENABLED":
                yield efs.fail("transit_encryption", "files travel unencrypted")
