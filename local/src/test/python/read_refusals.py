"""Prints, sorted, the error of every dead letter of the commands topic, and the field of every TaskRejected."""
import sys
import time

from confluent_kafka import Consumer
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroDeserializer
from confluent_kafka.serialization import MessageField, SerializationContext

bootstrap, registry = sys.argv[1], sys.argv[2]
facts = "agent.tasks.events.v1"
deserializer = AvroDeserializer(SchemaRegistryClient({"url": registry}), return_record_name=True)
consumer = Consumer(
    {"bootstrap.servers": bootstrap, "group.id": "refusals", "auto.offset.reset": "earliest", "enable.partition.eof": False}
)
consumer.subscribe(["agent.tasks.commands.v1.dlq", facts])
found, quiet_since = [], time.monotonic()
while time.monotonic() - quiet_since < 6:
    message = consumer.poll(0.5)
    if message is None or message.error():
        continue
    quiet_since = time.monotonic()
    if message.topic() == facts:
        kind, value = deserializer(message.value(), SerializationContext(facts, MessageField.VALUE))
        if kind.endswith("TaskRejected"):
            found.append("rejected " + value["field"])
    else:
        found.append(dict(message.headers())["dlq-error"].decode())
consumer.close()
print("\n".join(sorted(found)))
