"""Visitors of this application may send their passwords and cookies in clear text.

A handler with SECURE_ALWAYS sends whoever comes by http to https. SECURE_DEFAULT and
SECURE_OPTIONAL serve both. A version without handlers is served by its program, which has to do it
itself.
"""

from scanner import MEDIUM, rule


@rule(
    on=("google_app_engine_standard_app_version", "google_app_engine_flexible_app_version"),
    severity=MEDIUM,
    fix='Set security_level = "SECURE_ALWAYS" in every handler.',
    cwe=319,
    references=(
        "https://cloud.google.com/appengine/docs/standard/reference/app-yaml#handlers_element",
    ),
    bad=(
        """
resource "google_app_engine_standard_app_version" "web" {
  runtime = "python312"
  handlers {  # here
    url_regex = ".*"
    script {
      script_path = "auto"
    }
  }
}
""",
        """
resource "google_app_engine_standard_app_version" "web" {
  runtime = "python312"
  handlers {
    url_regex      = ".*"
    security_level = "SECURE_OPTIONAL"  # here
  }
}
""",
    ),
    good=(
        """
resource "google_app_engine_standard_app_version" "web" {
  runtime = "python312"
  handlers {
    url_regex      = ".*"
    security_level = "SECURE_ALWAYS"
  }
}
""",
        """
resource "google_app_engine_standard_app_version" "web" {
  runtime = "python312"
}
""",
    ),
)
def check(version):
    for handler in version.each("handlers"):
        if handler.get("security_level", default="SECURE_OPTIONAL") != "SECURE_ALWAYS":
            yield handler.fail("security_level", "requests without TLS are served")
