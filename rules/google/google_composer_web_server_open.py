"""The login page of this Airflow is open to the whole internet, on purpose.

A range of 0.0.0.0/0 in the web server's access control lets everybody try. Left out, IAM stands in
front of the page as well, but narrowing the addresses keeps strangers from even asking.
"""

from scanner import MEDIUM, rule


@rule(
    on="google_composer_environment",
    severity=MEDIUM,
    fix="Name the networks of your offices and VPN.",
    cwe=284,
    references=("https://cloud.google.com/composer/docs/composer-2/configure-web-server-access",),
    bad=(
        """
resource "google_composer_environment" "etl" {
  config {
    web_server_network_access_control {
      allowed_ip_range {
        value = "0.0.0.0/0"  # here
      }
    }
  }
}
""",
    ),
    good=(
        """
resource "google_composer_environment" "etl" {
  config {
    web_server_network_access_control {
      allowed_ip_range {
        value = "203.0.113.0/24"
      }
    }
  }
}
""",
        """
resource "google_composer_environment" "etl" {
  name = "etl"
}
""",
    ),
)
def check(environment):
    path = "config.web_server_network_access_control.allowed_ip_range"
    for network in environment.each(path):
        if network.get("value", default="") in ("0.0.0.0/0", "::/0", "::0/0"):
            yield network.fail("value", "everybody may reach the web server")
