"""What the destinations of a Firehose stream have in common; `firehose_destinations` has each.

An answer holds the description of each destination under a name of its own; below that they are
alike. Defaults are those of the documentation of ``aws_kinesis_firehose_delivery_stream``.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from scanner.compare import Same, arn_or_name, blocks, elements, string_set
from scanner.live.aws.table import Field, Source, field, nested, value_at

if TYPE_CHECKING:
    from scanner.model import Value

DESTINATIONS: Final = {
    "extended_s3": "ExtendedS3DestinationDescription",
    "redshift": "RedshiftDestinationDescription",
    "elasticsearch": "ElasticsearchDestinationDescription",
    "opensearch": "AmazonopensearchserviceDestinationDescription",
    "opensearchserverless": "AmazonOpenSearchServerlessDestinationDescription",
    "splunk": "SplunkDestinationDescription",
    "http_endpoint": "HttpEndpointDestinationDescription",
    "snowflake": "SnowflakeDestinationDescription",
    "iceberg": "IcebergDestinationDescription",
}
"""Terraform's name of a destination -> the name of its description."""

ANY: Final = blocks()
"""Any block."""
SWITCH: Final = blocks(defaults={"enabled": False})
"""A block that is off where it is left out."""

# What Firehose adds to a Lambda processor that says nothing of it.
_ADDED = {
    "NumberOfRetries": ("3",),
    "BufferIntervalInSeconds": ("60",),
    "BufferSizeInMBs": ("1", "0.25"),
}

_LOGS = {"enabled": "Enabled", "log_group_name": "LogGroupName", "log_stream_name": "LogStreamName"}


def described(name: str) -> Source:
    """The description of a destination in an answer; None where the stream has another."""

    def read(raw: Any) -> Any:
        for one in raw.get("Destinations", ()):
            return one.get(DESTINATIONS[name])
        return None

    return read


def destination(raw: Any) -> Any:
    """Which destination a stream has. Extended S3 describes itself in the old way as well."""
    for one in raw.get("Destinations", ()):
        return next((name for name, key in DESTINATIONS.items() if one.get(key)), "s3")
    return None


def _parameters(value: Value) -> Hashable:
    found = {
        (str(one.get("parameter_name")), str(one.get("parameter_value")))
        for one in elements(value)
        if isinstance(one, Mapping)
    }
    return frozenset(pair for pair in found if pair[1] not in _ADDED.get(pair[0], ()))


def _same_parameters(expected: Value, live: Value) -> bool:
    return _parameters(expected) == _parameters(live)


def _processors(raw: Any) -> list[Any]:
    """Lambda processors are told to run with the destination's role, which nobody declares."""
    role = raw.get("RoleARN")
    return [
        {
            "type": one.get("Type"),
            "parameters": [
                {
                    "parameter_name": said.get("ParameterName"),
                    "parameter_value": said.get("ParameterValue"),
                }
                for said in one.get("Parameters", ())
                if (said.get("ParameterName"), said.get("ParameterValue")) != ("RoleArn", role)
            ],
        }
        for one in (raw.get("ProcessingConfiguration") or {}).get("Processors", ())
    ]


def processing(raw: Any) -> list[Any]:
    """How records are changed on their way."""
    said = raw.get("ProcessingConfiguration")
    return [{"enabled": said.get("Enabled"), "processors": _processors(raw)}] if said else []


_PROCESSED: Final = blocks(
    defaults={"enabled": False},
    same={"processors": blocks(ordered=True, same={"parameters": _same_parameters})},
)

BUFFERED: Final[Mapping[str, Source]] = {
    "buffering_interval": "BufferingHints.IntervalInSeconds",
    "buffering_size": "BufferingHints.SizeInMBs",
}
"""When a destination gets what was gathered."""
_LOGGED: Final[Mapping[str, Source]] = {
    "cloudwatch_logging_options": nested("CloudWatchLoggingOptions", _LOGS)
}
S3: Final[Mapping[str, Source]] = {
    **BUFFERED,
    **_LOGGED,
    "bucket_arn": "BucketARN",
    "compression_format": "CompressionFormat",
    "error_output_prefix": "ErrorOutputPrefix",
    "kms_key_arn": "EncryptionConfiguration.KMSEncryptionConfig.AWSKMSKeyARN",
    "prefix": "Prefix",
    "role_arn": "RoleARN",
}
"""A bucket."""
HINTS: Final = {"buffering_interval": 300, "buffering_size": 5}
"""The defaults of `BUFFERED`."""
_SWITCHED_OFF: Final[Mapping[str, Value]] = {
    "cloudwatch_logging_options": [{"enabled": False}],
    "processing_configuration": [{"enabled": False}],
    "secrets_manager_configuration": [{"enabled": False}],
}
_BACKED_UP: Final = blocks(
    defaults={**HINTS, "compression_format": "UNCOMPRESSED", **_SWITCHED_OFF},
    same={"cloudwatch_logging_options": SWITCH, "kms_key_arn": arn_or_name},
)
SECRET: Final[Mapping[str, Source]] = {
    "secrets_manager_configuration": nested(
        "SecretsManagerConfiguration",
        {"enabled": "Enabled", "role_arn": "RoleARN", "secret_arn": "SecretARN"},
    )
}
"""Where the credentials are kept; never the credentials."""
INSIDE: Final[Mapping[str, Source]] = {
    "vpc_config": nested(
        "VpcConfigurationDescription",
        {
            "role_arn": "RoleARN",
            "security_group_ids": "SecurityGroupIds",
            "subnet_ids": "SubnetIds",
        },
    )
}
"""The network of a destination."""
DELIVERED: Final[Mapping[str, Source]] = {
    **_LOGGED,
    "processing_configuration": processing,
    "retry_duration": "RetryOptions.DurationInSeconds",
    "role_arn": "RoleARN",
    "s3_backup_mode": "S3BackupMode",
    "s3_configuration": nested("S3DestinationDescription", S3),
}
"""What every destination but S3 says of the way to it."""
SEARCHED: Final[Mapping[str, Source]] = {
    **BUFFERED,
    **DELIVERED,
    **INSIDE,
    "cluster_endpoint": "ClusterEndpoint",
    "domain_arn": "DomainARN",
    "index_name": "IndexName",
    "index_rotation_period": "IndexRotationPeriod",
    "type_name": "TypeName",
}
"""Elasticsearch and OpenSearch."""

_SAME: Final[Mapping[str, Same]] = {
    "cloudwatch_logging_options": SWITCH,
    "processing_configuration": _PROCESSED,
    "s3_backup_configuration": _BACKED_UP,
    "s3_configuration": _BACKED_UP,
    "secrets_manager_configuration": SWITCH,
    "vpc_config": blocks(
        same={"security_group_ids": string_set, "subnet_ids": string_set}, ignore=("vpc_id",)
    ),
}


def to(
    name: str,
    rows: Mapping[str, Source],
    *,
    defaults: Mapping[str, Value],
    same: Mapping[str, Same] | None = None,
    ignore: Sequence[str] = (),
) -> Field:
    """The block of a destination. ignore: secrets, which are not read."""
    compare = blocks(
        same={**_SAME, **(same or {})}, defaults={**_SWITCHED_OFF, **defaults}, ignore=ignore
    )
    return field(f"{name}_configuration", nested(described(name), rows), compare, default=[])


# ---- converting records on their way to S3 -------------------------------------------------

_ORC = {
    "block_size_bytes": "BlockSizeBytes",
    "bloom_filter_columns": "BloomFilterColumns",
    "bloom_filter_false_positive_probability": "BloomFilterFalsePositiveProbability",
    "compression": "Compression",
    "dictionary_key_threshold": "DictionaryKeyThreshold",
    "enable_padding": "EnablePadding",
    "format_version": "FormatVersion",
    "padding_tolerance": "PaddingTolerance",
    "row_index_stride": "RowIndexStride",
    "stripe_size_bytes": "StripeSizeBytes",
}
_PARQUET = {
    "block_size_bytes": "BlockSizeBytes",
    "compression": "Compression",
    "enable_dictionary_compression": "EnableDictionaryCompression",
    "max_padding_bytes": "MaxPaddingBytes",
    "page_size_bytes": "PageSizeBytes",
    "writer_version": "WriterVersion",
}
_OPEN_X = {
    "case_insensitive": "CaseInsensitive",
    "column_to_json_key_mappings": "ColumnToJsonKeyMappings",
    "convert_dots_in_json_keys_to_underscores": "ConvertDotsInJsonKeysToUnderscores",
}
_SCHEMA = {
    "catalog_id": "CatalogId",
    "database_name": "DatabaseName",
    "region": "Region",
    "role_arn": "RoleARN",
    "table_name": "TableName",
    "version_id": "VersionId",
}


def _present(source: str, rows: Mapping[str, Source]) -> Source:
    """A block that is there although nothing is said in it, which is how a format is chosen."""
    read = nested(lambda raw: raw, rows)

    def build(raw: Any) -> Any:
        found = value_at(raw, source)
        return None if found is None else read(found) or [dict.fromkeys(rows)]

    return build


CONVERTED: Final = nested(
    "DataFormatConversionConfiguration",
    {
        "enabled": "Enabled",
        "input_format_configuration": nested(
            "InputFormatConfiguration",
            {
                "deserializer": nested(
                    "Deserializer",
                    {
                        "hive_json_ser_de": _present(
                            "HiveJsonSerDe", {"timestamp_formats": "TimestampFormats"}
                        ),
                        "open_x_json_ser_de": _present("OpenXJsonSerDe", _OPEN_X),
                    },
                )
            },
        ),
        "output_format_configuration": nested(
            "OutputFormatConfiguration",
            {
                "serializer": nested(
                    "Serializer",
                    {
                        "orc_ser_de": _present("OrcSerDe", _ORC),
                        "parquet_ser_de": _present("ParquetSerDe", _PARQUET),
                    },
                )
            },
        ),
        "schema_configuration": nested("SchemaConfiguration", _SCHEMA),
    },
)
SAME_CONVERSION: Final = blocks(
    defaults={"enabled": True},
    same={
        "input_format_configuration": blocks(
            same={
                "deserializer": blocks(
                    same={
                        "hive_json_ser_de": ANY,
                        "open_x_json_ser_de": blocks(
                            defaults={
                                "case_insensitive": True,
                                "convert_dots_in_json_keys_to_underscores": False,
                            }
                        ),
                    }
                )
            }
        ),
        "output_format_configuration": blocks(
            same={
                "serializer": blocks(
                    same={
                        "orc_ser_de": blocks(
                            defaults={
                                "block_size_bytes": 268435456,
                                "bloom_filter_false_positive_probability": 0.05,
                                "compression": "SNAPPY",
                                "dictionary_key_threshold": 0,
                                "enable_padding": False,
                                "format_version": "V0_12",
                                "padding_tolerance": 0.05,
                                "row_index_stride": 10000,
                                "stripe_size_bytes": 67108864,
                            }
                        ),
                        "parquet_ser_de": blocks(
                            defaults={
                                "block_size_bytes": 268435456,
                                "compression": "SNAPPY",
                                "enable_dictionary_compression": False,
                                "max_padding_bytes": 0,
                                "page_size_bytes": 1048576,
                                "writer_version": "V1",
                            }
                        ),
                    }
                )
            }
        ),
        "schema_configuration": blocks(
            defaults={"version_id": "LATEST"}, ignore=("catalog_id", "region")
        ),
    },
)
