"""What happens to data streams outside of Terraform."""

CHANGES = {
    "aws_kinesis_stream.main: encryption_type, aws_kinesis_stream.main: kms_key_id": (
        lambda aws: aws("kinesis").stop_stream_encryption(
            StreamName="orders", EncryptionType="KMS", KeyId="alias/aws/kinesis"
        )
    ),
    "aws_kinesis_stream.main: retention_period": lambda aws: aws(
        "kinesis"
    ).decrease_stream_retention_period(StreamName="orders", RetentionPeriodHours=24),
    "aws_kinesis_stream.main: shard_level_metrics": lambda aws: aws(
        "kinesis"
    ).disable_enhanced_monitoring(StreamName="orders", ShardLevelMetrics=["IncomingBytes"]),
    "aws_kinesis_stream.plain: shard_count": lambda aws: aws("kinesis").update_shard_count(
        StreamName="plain", TargetShardCount=2, ScalingType="UNIFORM_SCALING"
    ),
    "aws_kinesis_stream.plain: stream_mode_details.stream_mode, "
    "aws_kinesis_stream.plain: shard_count": lambda aws: aws("kinesis").update_stream_mode(
        StreamARN=aws.at("aws_kinesis_stream.plain", "arn"),
        StreamModeDetails={"StreamMode": "ON_DEMAND"},
    ),
    "aws_kinesis_stream.plain: tags": lambda aws: aws("kinesis").add_tags_to_stream(
        StreamName="plain", Tags={"by": "hand"}
    ),
    "aws_kinesis_stream.plain: missing": lambda aws: aws("kinesis").delete_stream(
        StreamName="plain"
    ),
    "unmanaged aws_kinesis_stream": lambda aws: aws("kinesis").create_stream(
        StreamName="by-hand", ShardCount=1
    ),
}

UNSET: dict[str, str] = {}
