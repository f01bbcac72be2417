"""The machines of this Airflow have addresses on the internet.

Airflow holds the connections and passwords of every system that it moves data between. A private
environment has internal addresses alone; Composer 3 has enable_private_environment for it.
"""

from scanner import HIGH, rule


@rule(
    on="google_composer_environment",
    severity=HIGH,
    fix="Set private_environment_config.enable_private_endpoint or enable_private_environment.",
    cwe=284,
    references=("https://cloud.google.com/composer/docs/composer-2/configure-private-ip",),
    bad=(
        """
resource "google_composer_environment" "etl" {  # here
  name = "etl"
}
""",
        """
resource "google_composer_environment" "etl" {
  config { # here
    environment_size = "ENVIRONMENT_SIZE_SMALL"
  }
}
""",
    ),
    good=(
        """
resource "google_composer_environment" "etl" {
  config {
    private_environment_config {
      enable_private_endpoint = false
    }
  }
}
""",
        """
resource "google_composer_environment" "etl" {
  config {
    enable_private_environment = true
  }
}
""",
    ),
)
def check(environment):
    if environment.get("config.enable_private_environment", default=False):
        return
    # The block alone makes the machines private; enable_private_endpoint is the cluster's.
    if not any(True for _ in environment.each("config.private_environment_config")):
        yield environment.fail(
            "config.private_environment_config", "the machines have public addresses"
        )
