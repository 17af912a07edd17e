"""Makes supervised examples of a dataset of episodes, one for each action, by the rules of the original's training script:
the frame is the last one not after the action, the target what the model said or else the action as JSON. Arguments: the
dataset's folder, how many episodes to expect, and a folder for the examples' frames. Prints a JSON list of examples."""
import io
import json
import os
import sys
import zipfile

from PIL import Image
from streaming import StreamingDataset
from streaming.base.util import clean_stale_shared_memory


def lines(episode, name):
    return [json.loads(line) for line in episode.read(name).decode().splitlines()]


def frame_at(frames, ts):
    best = frames[0]
    for frame in frames:
        if best["ts"] <= frame["ts"] <= ts:
            best = frame
    return best


def examples(sample, folder):
    with zipfile.ZipFile(io.BytesIO(sample["payload"])) as episode:
        meta = json.loads(episode.read("meta.json"))
        frames = lines(episode, "frames.ndjson")
        assert meta["num_frames"] == len(frames) == sample["num_frames"], meta
        assert [frame["i"] for frame in frames] == list(range(len(frames)))
        actions = lines(episode, "actions.ndjson")
        assert len(actions) == sample["num_actions"]
        for number, taken in enumerate(actions):
            frame = frame_at(frames, taken["ts"])
            jpeg = episode.read(f"frames/{frame['i']:06d}.jpg")
            Image.open(io.BytesIO(jpeg)).convert("RGB")
            kept = os.path.join(folder, f"{sample['episode_id']}-{number}.jpg")
            with open(kept, "wb") as file:
                file.write(jpeg)
            raw = taken.get("raw")
            yield {
                "episode_id": sample["episode_id"],
                "task": sample["task"],
                "screen": [sample["screen_w"], sample["screen_h"]],
                "action": taken["action"],
                "target": raw if isinstance(raw, str) else json.dumps(taken["action"], ensure_ascii=False),
                "frame": kept,
                "last_frame": frame["i"] == len(frames) - 1,
            }


def main():
    dataset, expected, folder = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    clean_stale_shared_memory()
    samples = StreamingDataset(local=dataset, shuffle=True, shuffle_seed=1337, batch_size=1, validate_hash="sha1")
    found = [example for sample in samples for example in examples(sample, folder)]
    assert len({example["episode_id"] for example in found}) == len(samples) == expected, len(samples)
    print(json.dumps(found))


main()
