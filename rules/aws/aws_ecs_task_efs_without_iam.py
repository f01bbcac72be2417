"""Any task in the network that can mount this file system sees all of it: no role is asked for.

With IAM authorization the file system's policy decides by the task's role, and an access point
keeps each application to a folder and user of its own.
"""

from scanner import LOW, rule


@rule(
    on="aws_ecs_task_definition",
    severity=LOW,
    fix='Set authorization_config { access_point_id = ..., iam = "ENABLED" }.',
    cwe=862,
    references=("https://docs.aws.amazon.com/AmazonECS/latest/developerguide/efs-volumes.html",),
    bad=(
        """
resource "aws_ecs_task_definition" "app" {
  family                = "app"
  container_definitions = "[]"
  volume {
    name = "files"
    efs_volume_configuration {  # here
      file_system_id     = "fs-1"
      transit_encryption = "ENABLED"
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
      authorization_config {
        access_point_id = "fsap-1"
        iam             = "ENABLED"
      }
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
            if efs.get("authorization_config.iam", default="DISABLED") != "ENABLED":
                yield efs.fail("authorization_config", "no role is asked for to mount the files")
