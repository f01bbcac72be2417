"""What happens to functions outside of Terraform."""


def _configure(aws, name="trueup-plain", **settings):
    aws("lambda").update_function_configuration(FunctionName=name, **settings)


def _permit(aws, statement, **settings):
    aws("lambda").add_permission(
        FunctionName="trueup-main",
        StatementId=statement,
        Action="lambda:InvokeFunction",
        **settings,
    )


def _widened(aws):
    aws("lambda").remove_permission(FunctionName="trueup-main", StatementId="bucket")
    _permit(aws, "bucket", Principal="s3.amazonaws.com")


def _mapping(aws, name, **settings):
    uuid = aws.id(f"aws_lambda_event_source_mapping.{name}")
    aws("lambda").update_event_source_mapping(UUID=uuid, **settings)


CHANGES = {
    "aws_lambda_function.main: environment.variables": lambda aws: _configure(
        aws, "trueup-main", Environment={"Variables": {"LOG_LEVEL": "debug", "TABLE": "other"}}
    ),
    "aws_lambda_function.plain: code_sha256": lambda aws: aws("lambda").update_function_code(
        FunctionName="trueup-plain", ZipFile=b"other code"
    ),
    "aws_lambda_function.plain: role": lambda aws: _configure(
        aws, Role="arn:aws:iam::123456789012:role/admin"
    ),
    "aws_lambda_function.plain: timeout": lambda aws: _configure(aws, Timeout=900),
    "aws_lambda_function.plain: runtime": lambda aws: _configure(aws, Runtime="python3.9"),
    "aws_lambda_function.main: reserved_concurrent_executions": lambda aws: aws(
        "lambda"
    ).delete_function_concurrency(FunctionName="trueup-main"),
    "aws_lambda_function.plain: reserved_concurrent_executions": lambda aws: aws(
        "lambda"
    ).put_function_concurrency(FunctionName="trueup-plain", ReservedConcurrentExecutions=1),
    "aws_lambda_function.main: tags": lambda aws: aws("lambda").untag_resource(
        Resource=aws.at("aws_lambda_function.main", "arn"), TagKeys=["team"]
    ),
    "aws_lambda_function.plain: missing, aws_lambda_alias.plain: missing": lambda aws: aws(
        "lambda"
    ).delete_function(FunctionName="trueup-plain"),
    "unmanaged aws_lambda_function": lambda aws: aws("lambda").create_function(
        FunctionName="by-hand",
        Role=aws.at("aws_lambda_function.main", "role"),
        Runtime="python3.12",
        Handler="x.y",
        Code={"ZipFile": b"code"},
    ),
    "aws_lambda_permission.bucket: source_arn, aws_lambda_permission.bucket: source_account": (
        _widened
    ),
    "aws_lambda_permission.account: missing": lambda aws: aws("lambda").remove_permission(
        FunctionName="trueup-main", StatementId="account"
    ),
    "unmanaged aws_lambda_permission": lambda aws: _permit(aws, "anybody", Principal="*"),
    "aws_lambda_alias.main: function_version": lambda aws: aws("lambda").update_alias(
        FunctionName="trueup-main", Name="live", FunctionVersion="$LATEST"
    ),
    "aws_lambda_alias.main: description": lambda aws: aws("lambda").update_alias(
        FunctionName="trueup-main", Name="live", Description="other"
    ),
    "aws_lambda_alias.main: routing_config.additional_version_weights": lambda aws: aws(
        "lambda"
    ).update_alias(
        FunctionName="trueup-main",
        Name="live",
        RoutingConfig={"AdditionalVersionWeights": {"2": 0.9}},
    ),
    "aws_lambda_alias.plain: missing": lambda aws: aws("lambda").delete_alias(
        FunctionName="trueup-plain", Name="next"
    ),
    "unmanaged aws_lambda_alias": lambda aws: aws("lambda").create_alias(
        FunctionName="trueup-plain", Name="by-hand", FunctionVersion="$LATEST"
    ),
    "aws_lambda_function_url.main: authorization_type": lambda aws: aws(
        "lambda"
    ).update_function_url_config(FunctionName="trueup-main", AuthType="NONE"),
    "aws_lambda_function_url.main: cors.allow_origins": lambda aws: aws(
        "lambda"
    ).update_function_url_config(
        FunctionName="trueup-main",
        Cors={
            "AllowCredentials": True,
            "AllowHeaders": ["date", "keep-alive"],
            "AllowMethods": ["GET", "POST"],
            "AllowOrigins": ["*"],
            "ExposeHeaders": ["date"],
            "MaxAge": 600,
        },
    ),
    "aws_lambda_function_url.main: missing": lambda aws: aws("lambda").delete_function_url_config(
        FunctionName="trueup-main"
    ),
    "unmanaged aws_lambda_function_url": lambda aws: aws("lambda").create_function_url_config(
        FunctionName="trueup-plain", AuthType="NONE"
    ),
    "aws_lambda_event_source_mapping.plain: enabled": lambda aws: _mapping(
        aws, "plain", Enabled=False
    ),
    "aws_lambda_event_source_mapping.queue: batch_size": lambda aws: _mapping(
        aws, "queue", BatchSize=1
    ),
    "aws_lambda_event_source_mapping.queue: filter_criteria.filter": lambda aws: _mapping(
        aws, "queue", FilterCriteria={"Filters": [{"Pattern": '{"body": {}}'}]}
    ),
    "aws_lambda_event_source_mapping.stream: destination_config.on_failure.destination_arn": (
        lambda aws: _mapping(
            aws,
            "stream",
            DestinationConfig={
                "OnFailure": {"Destination": "arn:aws:sqs:eu-west-1:123456789012:other"}
            },
        )
    ),
    "aws_lambda_event_source_mapping.stream: missing": lambda aws: aws(
        "lambda"
    ).delete_event_source_mapping(UUID=aws.id("aws_lambda_event_source_mapping.stream")),
    "unmanaged aws_lambda_event_source_mapping": lambda aws: aws(
        "lambda"
    ).create_event_source_mapping(
        EventSourceArn=aws.at("aws_lambda_event_source_mapping.plain", "event_source_arn"),
        FunctionName="trueup-main",
    ),
}

UNSET: dict = {}
HELPERS = (
    "aws_iam_role",
    "aws_kinesis_stream",
    "aws_lambda_layer_version",
    "aws_security_group",
    "aws_sqs_queue",
    "aws_subnet",
    "aws_vpc",
)
