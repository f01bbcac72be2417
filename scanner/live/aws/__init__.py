"""AWS through boto3, behind a guard that refuses everything no reader declares."""
