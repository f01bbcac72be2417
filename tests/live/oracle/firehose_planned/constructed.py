"""Delivery streams to other destinations than S3, as the documentation has the answers."""

import json
from typing import Any

_API = "https://docs.aws.amazon.com/firehose/latest/APIReference/"
_TYPE = "aws_kinesis_firehose_delivery_stream"
_ROLE = "arn:aws:iam::123456789012:role/deliver"
_NAMES = (
    "elasticsearch",
    "http",
    "iceberg",
    "opensearch",
    "orc",
    "redshift",
    "serverless",
    "snowflake",
    "splunk",
)

DOCUMENTATION = {_TYPE: f"{_API}API_DeliveryStreamDescription.html"}
KNOWN = {f"{_TYPE}.{name}": {"id": name} for name in _NAMES}

_OFF: dict[str, Any] = {"CloudWatchLoggingOptions": {"Enabled": False}}
_ON = {
    "CloudWatchLoggingOptions": {
        "Enabled": True,
        "LogGroupName": "deliveries",
        "LogStreamName": "all",
    }
}
_CLEAN = {
    "ProcessingConfiguration": {
        "Enabled": True,
        "Processors": [
            {
                "Type": "Lambda",
                "Parameters": [
                    {
                        "ParameterName": "LambdaArn",
                        "ParameterValue": "arn:aws:lambda:eu-west-1:123456789012:function:clean:1",
                    },
                    {"ParameterName": "NumberOfRetries", "ParameterValue": "3"},
                    {"ParameterName": "RoleArn", "ParameterValue": _ROLE},
                    {"ParameterName": "BufferSizeInMBs", "ParameterValue": "1"},
                    {"ParameterName": "BufferIntervalInSeconds", "ParameterValue": "60"},
                ],
            }
        ],
    }
}
_RAW: dict[str, Any] = {"ProcessingConfiguration": {"Enabled": False, "Processors": []}}
_SECRET = {
    "SecretsManagerConfiguration": {
        "Enabled": True,
        "RoleARN": _ROLE,
        "SecretARN": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:destination",
    }
}
_VPC = {
    "VpcConfigurationDescription": {
        "RoleARN": _ROLE,
        "SecurityGroupIds": ["sg-0a1b2c3d4e5f60001"],
        "SubnetIds": ["subnet-0a1b2c3d4e5f60002", "subnet-0a1b2c3d4e5f60001"],
        "VpcId": "vpc-0a1b2c3d4e5f60001",
    }
}


def _s3(bucket: str, compressed: str = "UNCOMPRESSED") -> dict[str, Any]:
    return {
        "RoleARN": _ROLE,
        "BucketARN": f"arn:aws:s3:::{bucket}",
        "BufferingHints": {"SizeInMBs": 5, "IntervalInSeconds": 300},
        "CompressionFormat": compressed,
        "EncryptionConfiguration": {"NoEncryptionConfig": "NoEncryption"},
        **_OFF,
    }


_ORIGINALS = {"S3DestinationDescription": _s3("originals")}


def _hints(seconds: int, megabytes: int) -> dict[str, Any]:
    return {"BufferingHints": {"IntervalInSeconds": seconds, "SizeInMBs": megabytes}}


def _again(seconds: int) -> dict[str, Any]:
    return {"RetryOptions": {"DurationInSeconds": seconds}}


_DESTINATIONS: dict[str, dict[str, Any]] = {
    "redshift": {
        "RedshiftDestinationDescription": {
            "RoleARN": _ROLE,
            "ClusterJDBCURL": (
                "jdbc:redshift://main.abcdef.eu-west-1.redshift.amazonaws.com:5439/shop"
            ),
            "CopyCommand": {
                "DataTableName": "orders",
                "DataTableColumns": "id,amount",
                "CopyOptions": "delimiter '|'",
            },
            **_again(600),
            **_ORIGINALS,
            **_CLEAN,
            "S3BackupMode": "Enabled",
            "S3BackupDescription": _s3("backup", "GZIP"),
            **_ON,
            **_SECRET,
        }
    },
    "elasticsearch": {
        "ElasticsearchDestinationDescription": {
            "RoleARN": _ROLE,
            "DomainARN": "arn:aws:es:eu-west-1:123456789012:domain/old",
            "IndexName": "orders",
            "TypeName": "order",
            "IndexRotationPeriod": "OneWeek",
            **_hints(120, 10),
            **_again(600),
            "S3BackupMode": "AllDocuments",
            **_ORIGINALS,
            **_CLEAN,
            **_ON,
            **_VPC,
        }
    },
    "opensearch": {
        "AmazonopensearchserviceDestinationDescription": {
            "RoleARN": _ROLE,
            "ClusterEndpoint": "https://search-main.eu-west-1.es.amazonaws.com",
            "IndexName": "orders",
            "IndexRotationPeriod": "OneDay",
            **_hints(300, 5),
            **_again(300),
            "S3BackupMode": "FailedDocumentsOnly",
            **_ORIGINALS,
            **_RAW,
            **_OFF,
            "DocumentIdOptions": {"DefaultDocumentIdFormat": "NO_DOCUMENT_ID"},
        }
    },
    "serverless": {
        "AmazonOpenSearchServerlessDestinationDescription": {
            "RoleARN": _ROLE,
            "CollectionEndpoint": "https://orders.eu-west-1.aoss.amazonaws.com",
            "IndexName": "orders",
            **_hints(300, 5),
            **_again(300),
            "S3BackupMode": "FailedDocumentsOnly",
            **_ORIGINALS,
            **_RAW,
            **_OFF,
            **_VPC,
        }
    },
    "splunk": {
        "SplunkDestinationDescription": {
            "HECEndpoint": "https://splunk.example.com:8088",
            "HECEndpointType": "Event",
            "HECAcknowledgmentTimeoutInSeconds": 300,
            **_again(600),
            "S3BackupMode": "AllEvents",
            **_ORIGINALS,
            **_RAW,
            **_OFF,
            **_hints(30, 1),
            **_SECRET,
        }
    },
    "http": {
        "HttpEndpointDestinationDescription": {
            "EndpointConfiguration": {
                "Name": "collector",
                "Url": "https://collector.example.com/v1",
            },
            **_hints(300, 5),
            **_OFF,
            "RequestConfiguration": {
                "ContentEncoding": "GZIP",
                "CommonAttributes": [{"AttributeName": "stage", "AttributeValue": "production"}],
            },
            **_RAW,
            "RoleARN": _ROLE,
            **_again(600),
            "S3BackupMode": "AllData",
            **_ORIGINALS,
            "SecretsManagerConfiguration": {"Enabled": False},
        }
    },
    "snowflake": {
        "SnowflakeDestinationDescription": {
            "AccountUrl": "https://example.snowflakecomputing.com",
            "User": "loader",
            "Database": "shop",
            "Schema": "public",
            "Table": "orders",
            "SnowflakeRoleConfiguration": {"Enabled": True, "SnowflakeRole": "LOADER"},
            "DataLoadingOption": "VARIANT_CONTENT_AND_METADATA_MAPPING",
            "MetaDataColumnName": "metadata",
            "ContentColumnName": "content",
            "SnowflakeVpcConfiguration": {
                "PrivateLinkVpceId": "com.amazonaws.vpce.eu-west-1.vpce-svc-0a1b2c3d4e5f60001"
            },
            **_OFF,
            **_RAW,
            "RoleARN": _ROLE,
            **_again(120),
            "S3BackupMode": "AllData",
            **_ORIGINALS,
            "SecretsManagerConfiguration": {"Enabled": False},
            **_hints(30, 64),
        }
    },
    "iceberg": {
        "IcebergDestinationDescription": {
            "DestinationTableConfigurationList": [
                {
                    "DestinationTableName": "orders",
                    "DestinationDatabaseName": "shop",
                    "UniqueKeys": ["id"],
                    "S3ErrorOutputPrefix": "failed/",
                }
            ],
            **_hints(60, 32),
            **_OFF,
            **_RAW,
            "S3BackupMode": "FailedDataOnly",
            **_again(600),
            "RoleARN": _ROLE,
            "CatalogConfiguration": {"CatalogARN": "arn:aws:glue:eu-west-1:123456789012:catalog"},
            **_ORIGINALS,
        }
    },
    "orc": {
        "S3DestinationDescription": {**_s3("orders"), **_hints(300, 64)},
        "ExtendedS3DestinationDescription": {
            **_s3("orders"),
            **_hints(300, 64),
            **_RAW,
            "S3BackupMode": "Disabled",
            "DataFormatConversionConfiguration": {
                "SchemaConfiguration": {
                    "RoleARN": _ROLE,
                    "CatalogId": "123456789012",
                    "DatabaseName": "shop",
                    "TableName": "orders",
                    "Region": "eu-west-1",
                    "VersionId": "LATEST",
                },
                "InputFormatConfiguration": {
                    "Deserializer": {
                        "OpenXJsonSerDe": {
                            "ConvertDotsInJsonKeysToUnderscores": False,
                            "CaseInsensitive": True,
                            "ColumnToJsonKeyMappings": {"at": "timestamp"},
                        }
                    }
                },
                "OutputFormatConfiguration": {
                    "Serializer": {
                        "OrcSerDe": {
                            "StripeSizeBytes": 16777216,
                            "Compression": "ZLIB",
                            "BloomFilterColumns": ["id"],
                        }
                    }
                },
                "Enabled": True,
            },
        },
    },
}
_SOURCES = {
    "redshift": {
        "KinesisStreamSourceDescription": {
            "KinesisStreamARN": "arn:aws:kinesis:eu-west-1:123456789012:stream/orders",
            "RoleARN": "arn:aws:iam::123456789012:role/read",
        }
    },
    "elasticsearch": {
        "MSKSourceDescription": {
            "MSKClusterARN": (
                "arn:aws:kafka:eu-west-1:123456789012:cluster/orders/"
                "0b6f5a5e-3c4e-4a57-9f0c-3a0f5c1f2b11-1"
            ),
            "TopicName": "orders",
            "AuthenticationConfiguration": {
                "RoleARN": "arn:aws:iam::123456789012:role/read",
                "Connectivity": "PRIVATE",
            },
            "ReadFromTimestamp": 1767225600,
        }
    },
}


def _stream(name: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "DeliveryStreamName": name,
        "DeliveryStreamARN": f"arn:aws:firehose:eu-west-1:123456789012:deliverystream/{name}",
        "DeliveryStreamStatus": "ACTIVE",
        "DeliveryStreamEncryptionConfiguration": {"Status": "DISABLED"},
        "DeliveryStreamType": "DirectPut",
        "VersionId": "1",
        "Destinations": [
            {"DestinationId": "destinationId-000000000001", **_DESTINATIONS[name]},
        ],
        "HasMoreDestinations": False,
    }
    if name in _SOURCES:
        found["Source"] = _SOURCES[name]
    return {"DeliveryStreamDescription": found}


def _described(name: str) -> str:
    return f"firehose DescribeDeliveryStream {json.dumps({'DeliveryStreamName': name})}"


def _listed(*names: str) -> dict[str, Any]:
    said = {"DeliveryStreamNames": names, "HasMoreDeliveryStreams": False}
    return {
        "status": "200 OK",
        "type": "application/x-amz-json-1.1",
        "body": json.dumps(said),
    }


_LIST = "firehose ListDeliveryStreams {}"
_TAGS = {"Tags": [{"Key": "owner", "Value": "platform"}], "HasMoreTags": False}

ANSWERS = {
    # Two pages, as the second starts after the last name of the first.
    _LIST: {
        **_listed(),
        "body": json.dumps({"DeliveryStreamNames": _NAMES[:5], "HasMoreDeliveryStreams": True}),
    },
    "firehose ListDeliveryStreams "
    + json.dumps({"ExclusiveStartDeliveryStreamName": _NAMES[4]}): _listed(*_NAMES[5:]),
    **{_described(name): _stream(name) for name in _NAMES},
    **{
        f"firehose ListTagsForDeliveryStream {json.dumps({'DeliveryStreamName': name})}": _TAGS
        for name in _NAMES
    },
}
_CHANGED = {
    "redshift": ("redshift_configuration", "function:clean:1", "function:dirty:1"),
    "elasticsearch": ("elasticsearch_configuration", "sg-0a1b2c3d4e5f60001", "sg-other"),
    "opensearch": ("opensearch_configuration", "https://search-main", "https://search-other"),
    "serverless": ("opensearchserverless_configuration", "arn:aws:s3:::originals", "arn:x"),
    "splunk": ("splunk_configuration", "https://splunk", "https://other"),
    "http": ("http_endpoint_configuration", "https://collector.", "https://elsewhere."),
    "snowflake": ("snowflake_configuration", '"LOADER"', '"ACCOUNTADMIN"'),
    "iceberg": ("iceberg_configuration", "catalog", "catalog/other"),
    "orc": ("extended_s3_configuration", '"ZLIB"', '"NONE"'),
}
EDITS = {
    **{
        f"{_TYPE}.{name}: {attribute}": {_described(name): (old, new)}
        for name, (attribute, old, new) in _CHANGED.items()
    },
    f"{_TYPE}.redshift: kinesis_source_configuration": {
        _described("redshift"): ("role/read", "role/other")
    },
    f"{_TYPE}.elasticsearch: msk_source_configuration": {
        _described("elasticsearch"): ('"TopicName": "orders"', '"TopicName": "other"')
    },
}
