"""Writes episodes as MDSWriter does and prints the bytes of their payloads and the seconds it took.

Arguments: file of payloads, each behind its length; folder; compression or none; how often to write all of them; size
limit of a shard.
"""
import sys
import time

from streaming import MDSWriter

payloads, out, compression, rounds, limit = sys.argv[1:]
pool = []
with open(payloads, "rb") as file:
    while head := file.read(4):
        pool.append(file.read(int.from_bytes(head, "big")))

columns = {
    "episode_id": "str", "task": "str", "payload": "bytes", "num_frames": "int", "num_actions": "int",
    "started_at": "str", "ended_at": "str", "screen_w": "int", "screen_h": "int", "agent": "json",
}
agent = {"kind": "agent", "model": "some-model", "labels": ["bench"], "steps": 12}

began = time.monotonic()
with MDSWriter(
    columns=columns, out=out, compression=None if compression == "none" else compression, hashes=["sha1"],
    size_limit=int(limit),
) as writer:
    for round in range(int(rounds)):
        for number, payload in enumerate(pool):
            writer.write({
                "episode_id": f"ep_{round}_{number}", "task": "find the price of the cheapest ticket",
                "payload": payload, "num_frames": 24, "num_actions": 12, "started_at": "2026-03-01T12:00:00Z",
                "ended_at": "2026-03-01T12:00:12Z", "screen_w": 1280, "screen_h": 720, "agent": agent,
            })
seconds = time.monotonic() - began
print(int(rounds) * sum(map(len, pool)), seconds)
