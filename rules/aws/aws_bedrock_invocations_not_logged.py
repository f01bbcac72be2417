"""What the models were asked, and what they answered, is kept for none of the modalities.

A logging configuration that switches text, images and embeddings off records nothing, though it is
there. Each is on unless it is switched off.
"""

from scanner import LOW, rule

_KINDS = ("text", "image", "embedding", "video")


@rule(
    on="aws_bedrock_model_invocation_logging_configuration",
    severity=LOW,
    fix="Set text_data_delivery_enabled = true, or leave it out.",
    cwe=778,
    references=(
        "https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html",
    ),
    bad=(
        """
resource "aws_bedrock_model_invocation_logging_configuration" "all" {
  logging_config {  # here
    text_data_delivery_enabled      = false
    image_data_delivery_enabled     = false
    embedding_data_delivery_enabled = false
    video_data_delivery_enabled     = false
    s3_config { bucket_name = "prompts" }
  }
}
""",
    ),
    good=(
        """
resource "aws_bedrock_model_invocation_logging_configuration" "all" {
  logging_config {
    s3_config { bucket_name = "prompts" }
  }
}
""",
        """
resource "aws_bedrock_model_invocation_logging_configuration" "all" {
  logging_config {
    embedding_data_delivery_enabled = false
    s3_config { bucket_name = "prompts" }
  }
}
""",
    ),
)
def check(logging):
    for config in logging.each("logging_config"):
        if not any(config.get(f"{kind}_data_delivery_enabled", default=True) for kind in _KINDS):
            yield config.fail(message="nothing is delivered")
