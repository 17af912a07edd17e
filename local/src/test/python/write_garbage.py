"""Writes to the commands topic what no lifecycle can read: bytes that are no Avro, and a schema id that nobody has."""
import sys

from confluent_kafka import Producer

producer = Producer({"bootstrap.servers": sys.argv[1], "enable.idempotence": True})
producer.produce("agent.tasks.commands.v1", key="task_garbage", value=b"this is no Avro")
producer.produce("agent.tasks.commands.v1", key="task_unknown", value=b"\x00\x7f\x00\x00\x01\x02\x03")
sys.exit(producer.flush(30))
