"""Prints the media type of an object and its bytes in hexadecimal, as boto3 reads them."""
import sys

import boto3

endpoint, bucket, key = sys.argv[1:]
store = boto3.client(
    "s3", endpoint_url=endpoint, aws_access_key_id="a", aws_secret_access_key="b", region_name="eu-central-1"
)
found = store.get_object(Bucket=bucket, Key=key)
print(found["ContentType"], found["Body"].read().hex())
