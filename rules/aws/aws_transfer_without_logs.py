"""Who sent and fetched which file, and who failed to sign in, is written nowhere.

A server logs by structured_log_destinations, or with a logging role in the older way; without both
it does not.
"""

from scanner import LOW, rule


@rule(
    on="aws_transfer_server",
    severity=LOW,
    fix="Set structured_log_destinations to a log group.",
    cwe=778,
    references=("https://docs.aws.amazon.com/transfer/latest/userguide/structured-logging.html",),
    bad=('resource "aws_transfer_server" "files" { domain = "S3" }  # here',),
    good=(
        """
resource "aws_transfer_server" "files" {
  structured_log_destinations = ["arn:aws:logs:eu-central-1:111122223333:log-group:files:*"]
}
""",
        """
resource "aws_transfer_server" "files" {
  logging_role = "arn:aws:iam::111122223333:role/transfer"
}
""",
    ),
)
def check(server):
    if server.get("logging_role", default="") != "":
        return
    if not any(True for _ in server.each("structured_log_destinations")):
        yield server.fail("structured_log_destinations", "transfers are not logged")
