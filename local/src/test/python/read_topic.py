"""Prints the first records of a topic as Confluent's own deserializer reads them: one JSON object a line."""
import json
import sys
import time

from confluent_kafka import Consumer
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroDeserializer
from confluent_kafka.serialization import MessageField, SerializationContext

bootstrap, registry, topic, count = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
deserializer = AvroDeserializer(SchemaRegistryClient({"url": registry}), return_record_name=True)
consumer = Consumer({"bootstrap.servers": bootstrap, "group.id": "python", "auto.offset.reset": "earliest"})
consumer.subscribe([topic])
give_up = time.monotonic() + 30
while count and time.monotonic() < give_up:
    message = consumer.poll(1)
    if message is None:
        continue
    if message.error():
        sys.exit(str(message.error()))
    value = deserializer(message.value(), SerializationContext(topic, MessageField.VALUE))
    kind, fields = value if isinstance(value, tuple) else (None, value)
    print(json.dumps({"key": message.key().decode(), "kind": kind, "value": fields}, default=str), flush=True)
    count -= 1
consumer.close()
sys.exit("no record in 30 s" if count else 0)
