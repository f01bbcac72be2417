"""A password in an environment variable can be read by everybody who may look at the service.

It stands in the revision, in the state and in the code, and programs print their environment when
they crash. Secret Manager hands it to the service's own account only.
"""

from scanner import HIGH, rule
from scanner.shapes import credential_in, is_literal, is_secret_name


@rule(
    on=(
        "google_cloud_run_service",
        "google_cloud_run_v2_service",
        "google_cloud_run_v2_job",
    ),
    severity=HIGH,
    fix="Use value_source.secret_key_ref with a secret of Secret Manager.",
    cwe=798,
    references=("https://cloud.google.com/run/docs/configuring/services/secrets",),
    bad=(
        """
resource "google_cloud_run_v2_service" "api" {
  template {
    containers {
      image = "api"
      env {
        name  = "DB_PASSWORD"
        value = "Tr0ub4dor&3"  # here
      }
    }
  }
}
""",
        """
resource "google_cloud_run_service" "api" {
  template {
    spec {
      containers {
        image = "api"
        env {
          name  = "CONFIG"
          value = "AKIAQ4J7WZ2XKSLMN5TP"  # here
        }
      }
    }
  }
}
""",
        """
resource "google_cloud_run_v2_job" "nightly" {
  template {
    template {
      containers {
        image = "job"
        env {
          name  = "API_TOKEN"
          value = "8f14e45fceea167a"  # here
        }
      }
    }
  }
}
""",
    ),
    good=(
        """
resource "google_cloud_run_v2_service" "api" {
  template {
    containers {
      image = "api"
      env {
        name = "DB_PASSWORD"
        value_source {
          secret_key_ref {
            secret = "db"
          }
        }
      }
    }
  }
}
""",
        """
resource "google_cloud_run_v2_service" "api" {
  template {
    containers {
      image = "api"
      env {
        name  = "DB_PASSWORD_FILE"
        value = "/run/db"
      }
      env {
        name  = "DB_PASSWORD"
        value = "$(FROM_ELSEWHERE)"
      }
      env {
        name  = "LOG_LEVEL"
        value = "debug"
      }
    }
  }
}
""",
    ),
)
def check(service):
    for container in service.each(_CONTAINERS[service.type]):
        for variable in container.each("env"):
            value = variable.get("value", default="")
            if credential_in(value) or (
                is_secret_name(variable.get("name", default="")) and is_literal(value)
            ):
                yield variable.fail("value", "the variable holds a secret")


_CONTAINERS = {
    "google_cloud_run_service": "template.spec.containers",
    "google_cloud_run_v2_service": "template.containers",
    "google_cloud_run_v2_job": "template.template.containers",
}
