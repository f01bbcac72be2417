"""Who read, changed or deleted which object of a bucket is written nowhere.

Reads and writes of S3 objects are data events, which no trail records unless it is asked to. They
cost per event, so teams choose where they need them.
"""

from scanner import LOW, rule


@rule(
    on="aws_cloudtrail",
    severity=LOW,
    fix="Add an event selector for data events of AWS::S3::Object, of reads and writes.",
    cwe=778,
    references=(
        "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html",
    ),
    bad=(
        'resource "aws_cloudtrail" "all" { s3_bucket_name = "trail" }  # here',
        """
resource "aws_cloudtrail" "all" {  # here
  event_selector {
    read_write_type = "WriteOnly"
    data_resource {
      type   = "AWS::S3::Object"
      values = ["arn:aws:s3"]
    }
  }
}
""",
        """
resource "aws_cloudtrail" "all" {  # here
  event_selector {
    data_resource {
      type   = "AWS::Lambda::Function"
      values = ["arn:aws:lambda"]
    }
  }
}
""",
        """
resource "aws_cloudtrail" "all" {  # here
  advanced_event_selector {
    field_selector {
      field  = "resources.type"
      equals = ["AWS::S3::Object"]
    }
    field_selector {
      field  = "readOnly"
      equals = ["false"]
    }
  }
  advanced_event_selector {
    field_selector {
      field  = "resources.type"
      equals = ["AWS::Lambda::Function"]
    }
  }
}
""",
        """
resource "aws_cloudtrail" "all" {  # here
  advanced_event_selector {
    field_selector {
      field  = "resources.ARN"
      equals = ["AWS::S3::Object"]
    }
  }
}
""",
    ),
    good=(
        """
resource "aws_cloudtrail" "all" {
  event_selector {
    data_resource {
      type   = "AWS::S3::Object"
      values = ["arn:aws:s3:::orders/"]
    }
  }
}
""",
        """
resource "aws_cloudtrail" "all" {
  advanced_event_selector {
    field_selector {
      field  = "eventCategory"
      equals = ["Data"]
    }
    field_selector {
      field  = "resources.type"
      equals = ["AWS::S3::Object"]
    }
  }
}
""",
    ),
)
def check(trail):
    for selector in trail.each("event_selector"):
        types = [one.get("type") for one in selector.each("data_resource")]
        if "AWS::S3::Object" in types and selector.get("read_write_type", default="All") == "All":
            return
    if not any(_is_of_objects(one) for one in trail.each("advanced_event_selector")):
        yield trail.fail(message="reads and writes of objects are not recorded")


def _is_of_objects(selector):
    found = False
    for field in selector.each("field_selector"):
        if field.get("field") == "readOnly":
            return False
        if field.get("field") == "resources.type":
            found = any(value.value == "AWS::S3::Object" for value in field.each("equals"))
    return found
