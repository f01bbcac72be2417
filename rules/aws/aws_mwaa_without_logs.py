"""Why a workflow did not run, or who signed in to Airflow, is not recorded.

MWAA writes only the logs of tasks unless it is asked for the others: of the scheduler, the workers,
the web server and the processing of workflows.
"""

from scanner import MEDIUM, rule

_LOGS = ("dag_processing_logs", "scheduler_logs", "webserver_logs", "worker_logs")


@rule(
    on="aws_mwaa_environment",
    severity=MEDIUM,
    fix="Enable the scheduler, worker, web server and processing logs in logging_configuration.",
    related_ids=("CKV_AWS_242", "CKV_AWS_243", "CKV_AWS_244"),
    cwe=778,
    references=("https://docs.aws.amazon.com/mwaa/latest/userguide/monitoring-airflow.html",),
    bad=(
        'resource "aws_mwaa_environment" "jobs" { name = "jobs" }  # here',
        """
resource "aws_mwaa_environment" "jobs" {
  name = "jobs"
  logging_configuration {
    dag_processing_logs {
      enabled = true
    }
    scheduler_logs {
      enabled = true
    }
    webserver_logs {
      enabled = false  # here
    }
    worker_logs {
      enabled = true
    }
  }
}
""",
    ),
    good=(
        """
resource "aws_mwaa_environment" "jobs" {
  name = "jobs"
  logging_configuration {
    dag_processing_logs {
      enabled = true
    }
    scheduler_logs {
      enabled = true
    }
    webserver_logs {
      enabled   = true
      log_level = "WARNING"
    }
    worker_logs {
      enabled = true
    }
  }
}
""",
        """
locals { enabled = "true" }

resource "aws_mwaa_environment" "jobs" {
  name = "jobs"
  logging_configuration {
    dag_processing_logs {
      enabled = local.enabled
    }
    scheduler_logs {
      enabled = local.enabled
    }
    webserver_logs {
      enabled = local.enabled
    }
    worker_logs {
      enabled = local.enabled
    }
  }
}
""",
    ),
)
def check(environment):
    for name in _LOGS:
        path = f"logging_configuration.{name}.enabled"
        if not environment.get(path, default=False):
            yield environment.fail(path, f"{name} are off")
