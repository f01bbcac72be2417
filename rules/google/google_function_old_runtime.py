"""The language that this function runs on gets no more security fixes.

Google warns, then stops deployments, then switches the runtime off. What counts as too old can be
set by the parameter old.
"""

from scanner import MEDIUM, rule


@rule(
    on=("google_cloudfunctions_function", "google_cloudfunctions2_function"),
    severity=MEDIUM,
    fix="Move to a runtime that is maintained.",
    parameters={
        "old": [
            "nodejs6",
            "nodejs8",
            "nodejs10",
            "nodejs12",
            "nodejs14",
            "nodejs16",
            "nodejs18",
            "python37",
            "python38",
            "python39",
            "go111",
            "go113",
            "go116",
            "go118",
            "go119",
            "go120",
            "java11",
            "ruby26",
            "ruby27",
            "ruby30",
            "php74",
            "php81",
            "dotnet3",
            "dotnet6",
        ]
    },
    cwe=1104,
    references=("https://cloud.google.com/functions/docs/runtime-support",),
    bad=(
        """
resource "google_cloudfunctions_function" "hook" {
  runtime = "python37"  # here
}
""",
        """
resource "google_cloudfunctions2_function" "hook" {
  build_config {
    runtime = "nodejs16"  # here
  }
}
""",
    ),
    good=(
        """
resource "google_cloudfunctions_function" "hook" {
  runtime = "python312"
}
""",
        """
resource "google_cloudfunctions2_function" "hook" {
  build_config {
    runtime = "nodejs22"
  }
}
""",
    ),
)
def check(function):
    place = "runtime"
    if function.type == "google_cloudfunctions2_function":
        place = "build_config.runtime"
    if function.get(place, default="") in function.parameters["old"]:
        yield function.fail(place, "the runtime is not maintained any more")
