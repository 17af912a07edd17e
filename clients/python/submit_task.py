#!/usr/bin/env python3
"""Submits a task by writing it to the log, without the REST API.

    pip install 'confluent-kafka[avro]'
    python submit_task.py 'click "Search" and read "first result"' --url http://127.0.0.1:8090/demo/

The schema comes from the registry, so that this file knows nothing of it but the fields it fills in;
every other field takes its default.
"""
import argparse
import secrets
import sys
import time

from confluent_kafka import Producer
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroSerializer
from confluent_kafka.serialization import MessageField, SerializationContext

TOPIC = "agent.tasks.commands.v1"


def submit(task, url=None, bootstrap="127.0.0.1:9092", registry="http://127.0.0.1:8081", mode="WEB"):
    """Writes one SubmitTask and returns its task id once the broker has it."""
    task_id = "task_" + secrets.token_hex(13)
    command = {
        "task_id": task_id,
        "spec": {"task": task, "mode": mode, "options": {"start_url": url}},
        "requested_at": int(time.time() * 1000),
    }
    serializer = AvroSerializer(
        SchemaRegistryClient({"url": registry}),
        conf={"auto.register.schemas": False, "use.latest.version": True},
    )
    # The topic carries several kinds of command; the pair says which one this is.
    value = serializer(
        ("io.nekoagents.schema.task.SubmitTask", command), SerializationContext(TOPIC, MessageField.VALUE)
    )
    # The partition that Java's producer would choose saves the lifecycle a hop; any other works as well.
    producer = Producer(
        {"bootstrap.servers": bootstrap, "enable.idempotence": True, "partitioner": "murmur2_random"}
    )
    failures = []
    producer.produce(TOPIC, key=task_id, value=value, on_delivery=lambda error, _: failures.append(error))
    producer.flush(30)
    if failures != [None]:
        sys.exit(f"not acknowledged: {failures}")
    return task_id


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("task", help="what to do, in plain words")
    parser.add_argument("--url", help="page to open first")
    parser.add_argument("--mode", default="WEB", choices=["WEB", "PHONE"])
    parser.add_argument("--bootstrap", default="127.0.0.1:9092")
    parser.add_argument("--registry", default="http://127.0.0.1:8081")
    print(submit(**vars(parser.parse_args())))
