"""A password in a function's environment can be read by everybody who may look at the function.

It stands in the code, in the state and in every version of the function. Secret Manager hands it
to the function's own account only.
"""

from scanner import HIGH, rule
from scanner.shapes import credential_in, is_literal, is_secret_name


@rule(
    on=("google_cloudfunctions_function", "google_cloudfunctions2_function"),
    severity=HIGH,
    fix="Use secret_environment_variables with a secret of Secret Manager.",
    cwe=798,
    references=("https://cloud.google.com/functions/docs/configuring/secrets",),
    bad=(
        """
resource "google_cloudfunctions_function" "hook" {
  environment_variables = {
    DB_PASSWORD = "Tr0ub4dor&3"  # here
  }
}
""",
        """
resource "google_cloudfunctions2_function" "hook" {
  service_config {
    environment_variables = {
      CONFIG = "AKIAQ4J7WZ2XKSLMN5TP"  # here
    }
  }
}
""",
    ),
    good=(
        """
resource "google_cloudfunctions_function" "hook" {
  secret_environment_variables {
    key     = "DB_PASSWORD"
    secret  = "db"
    version = "latest"
  }
}
""",
        """
resource "google_cloudfunctions2_function" "hook" {
  service_config {
    environment_variables = {
      DB_PASSWORD_FILE = "/run/db"
      DB_PASSWORD      = "$DB"
    LOG_LEVEL        = "debug"
    }
  }
}
""",
    ),
)
def check(function):
    for path in _PLACES[function.type]:
        for variable in function.entries(path):
            if credential_in(variable.value) or (
                is_secret_name(variable.key) and is_literal(variable.value)
            ):
                yield variable.fail(message="the variable holds a secret")


_PLACES = {
    "google_cloudfunctions_function": ("environment_variables", "build_environment_variables"),
    "google_cloudfunctions2_function": (
        "service_config.environment_variables",
        "build_config.environment_variables",
    ),
}
