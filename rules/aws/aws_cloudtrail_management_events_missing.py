"""Changes to the account, or reads of its secrets, are missing from every trail here.

Event selectors replace what a trail records by default: all management events. One for data events
alone, or for writes alone, drops the rest. A trail kept for data events beside a complete one is
fine.
"""

from scanner import MEDIUM, rule


@rule(
    on="aws_cloudtrail",
    severity=MEDIUM,
    fix='Add a selector with include_management_events = true and read_write_type = "All".',
    cwe=778,
    references=(
        "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html",
        "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html",
    ),
    bad=(
        """
resource "aws_cloudtrail" "objects" {
  event_selector {  # here
    include_management_events = false
    data_resource {
      type   = "AWS::S3::Object"
      values = ["arn:aws:s3"]
    }
  }
}
""",
        """
resource "aws_cloudtrail" "writes" {
  event_selector {  # here
    read_write_type = "WriteOnly"
  }
}
""",
        """
resource "aws_cloudtrail" "objects" {
  advanced_event_selector {  # here
    field_selector {
      field  = "eventCategory"
      equals = ["Data"]
    }
  }
}
""",
        """
resource "aws_cloudtrail" "writes" {
  advanced_event_selector {  # here
    field_selector {
      field  = "eventCategory"
      equals = ["Management"]
    }
    field_selector {
      field  = "readOnly"
      equals = ["false"]
    }
  }
}
""",
        """
resource "aws_cloudtrail" "objects" {
  advanced_event_selector {  # here
    field_selector {
      field  = "resources.type"
      equals = ["Management"]
    }
  }
}
""",
    ),
    good=(
        'resource "aws_cloudtrail" "all" { s3_bucket_name = "trail" }',
        """
resource "aws_cloudtrail" "all" {
  event_selector {
    include_management_events        = true
    exclude_management_event_sources = ["kms.amazonaws.com"]
  }
}

resource "aws_cloudtrail" "objects" {
  event_selector {
    include_management_events = false
  }
}
""",
        """
resource "aws_cloudtrail" "all" {
  advanced_event_selector {
    field_selector {
      field  = "eventCategory"
      equals = ["Management"]
    }
  }
}
""",
    ),
)
def check(trail):
    # The trail itself is among them.
    if any(_records(other) for other in trail.beside("aws_cloudtrail")):
        return
    basic = any(True for _ in trail.each("event_selector"))
    path = "event_selector" if basic else "advanced_event_selector"
    yield trail.fail(path, "not all management events are recorded")


def _records(trail):
    basic = list(trail.each("event_selector"))
    advanced = list(trail.each("advanced_event_selector"))
    if not basic and not advanced:
        return True
    return any(_is_basic(one) for one in basic) or any(_is_advanced(one) for one in advanced)


def _is_basic(selector):
    whole = selector.get("read_write_type", default="All") == "All"
    return whole and selector.get("include_management_events", default=True)


def _is_advanced(selector):
    found = False
    for field in selector.each("field_selector"):
        if field.get("field") == "readOnly":
            return False
        if field.get("field") == "eventCategory":
            found = any(value.value == "Management" for value in field.each("equals"))
    return found
