"""AWS Config is set up and records nothing.

A recorder that is made stands still; aws_config_configuration_recorder_status with is_enabled
starts it. Without that, or with false, changes leave no history and no rule is evaluated.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_config_configuration_recorder",
    severity=MEDIUM,
    fix="Add aws_config_configuration_recorder_status with is_enabled = true.",
    related_ids=("CKV2_AWS_45",),
    cwe=778,
    references=(
        "https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html",
        "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/config_configuration_recorder_status",
    ),
    bad=(
        'resource "aws_config_configuration_recorder" "main" { name = "main" }  # here',
        """
resource "aws_config_configuration_recorder" "main" { name = "main" }

resource "aws_config_configuration_recorder_status" "main" {
  name       = aws_config_configuration_recorder.main.name
  is_enabled = false  # here
}
""",
    ),
    good=(
        """
resource "aws_config_configuration_recorder" "main" { name = "main" }

resource "aws_config_configuration_recorder_status" "main" {
  name       = aws_config_configuration_recorder.main.name
  is_enabled = true
}
""",
        """
resource "aws_config_configuration_recorder" "main" { name = "main" }

resource "aws_config_configuration_recorder_status" "main" {
  name       = "main"
  is_enabled = "true"
}
""",
    ),
)
def check(recorder):
    started = recorder.related("aws_config_configuration_recorder_status", "name")
    if not started:
        yield recorder.fail(message="nothing starts the recorder")
        return
    for status in started:
        if not status.get("is_enabled", default=False):
            yield status.fail("is_enabled", "the recorder is stopped")
