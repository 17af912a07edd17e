"""Judges our shards with mosaicml-streaming: argument is a job in JSON. Prints a line for each case, `ok` or what is wrong.

The job has samples in plain JSON, once; `write` cases, which MDSWriter writes; and `load` cases, which StreamingDataset
loads, shuffled and with each of the hashes validated, and compares value by value.
"""
import json
import os
import sys
import tempfile
import traceback
from base64 import b64decode
from decimal import Decimal
from io import BytesIO

import numpy as np
from PIL import Image
from streaming import MDSWriter, StreamingDataset
from streaming.base.hashing import get_hash
from streaming.base.util import clean_stale_shared_memory, merge_index


def image(value):
    """An image as it is in the file, whose bytes MDSWriter then takes as they are."""
    return Image.open(value["file"])


def array(value):
    return np.array(value["values"], value["type"]).reshape(value["shape"])


def given(encoding, value):
    """A value of the job as MDSWriter wants it."""
    if encoding == "bytes":
        return b64decode(value)
    if encoding.startswith("ndarray"):
        return array(value)
    if encoding == "str_decimal":
        return Decimal(value)
    if encoding.startswith("float") or encoding == "str_float":
        return float(value)
    if encoding in ("jpeg", "png"):
        return image(value)
    if encoding == "pil":
        return Image.open(value["file"]).convert("RGB")
    if encoding in ("jpeg_array", "jpegarray"):
        return [open(each["file"], "rb").read() for each in value]
    if encoding in ("list[jpeg]", "list[png]"):
        return [image(each) for each in value]
    if encoding == "list[pil]":
        return [Image.open(each["file"]).convert("RGB") for each in value]
    return value


def same(encoding, expected, found):
    """Whether what was loaded is what the job says; numbers of few bits are compared with those bits."""
    want = given(encoding, expected)
    if isinstance(want, np.ndarray):
        return found.dtype == want.dtype and found.shape == want.shape and np.array_equal(found, want)
    if isinstance(want, list) and want and (isinstance(want[0], (bytes, Image.Image))):
        return len(want) == len(found) and all(map(same_image, want, found))
    if isinstance(want, Image.Image):
        return same_image(want, found)
    if encoding in ("float16", "float32"):
        want = getattr(np, encoding)(want)
    return type(found) is type(want) and found == want if encoding == "json" else found == want


def same_image(want, found):
    if isinstance(want, bytes):
        want = Image.open(BytesIO(want))
    return want.size == found.size and want.mode == found.mode and want.tobytes() == found.tobytes()


def write(case, columns, samples):
    with MDSWriter(
        columns=columns, out=case["out"], compression=case["compression"], hashes=case["hashes"],
        size_limit=case["limit"]
    ) as out:
        for sample in samples:
            out.write({name: given(columns[name], sample[name]) for name in columns})


def load(case, columns, samples):
    expected = {sample["id"]: sample for sample in samples}
    for algorithm in case["hashes"] or [None]:
        with tempfile.TemporaryDirectory() as local:
            dataset = StreamingDataset(
                remote=case["remote"], local=local, shuffle=True, batch_size=1, validate_hash=algorithm
            )
            seen = []
            for sample in dataset:
                want = expected[sample["id"]]
                for name, encoding in columns.items():
                    if not same(encoding, want[name], sample[name]):
                        return f"{sample['id']}.{name} is {sample[name]!r}, not {want[name]!r}"
                seen.append(sample["id"])
            if sorted(seen) != sorted(case.get("copies", 1) * list(expected)):
                return f"{len(seen)} of {len(expected)} samples"
            problem = raw_hashes(dataset, local, algorithm)
            del dataset
            if problem:
                return problem
    return None


def raw_hashes(dataset, local, algorithm):
    """StreamingDataset looks at the hash of the file it downloads only."""
    for shard in dataset.shards:
        path = os.path.join(local, shard.raw_data.basename)
        with open(path, "rb") as raw:
            if algorithm and get_hash(algorithm, raw.read()) != shard.raw_data.hashes[algorithm]:
                return f"{algorithm} of the uncompressed {path} is another"
    return None


def merge(case, *_):
    merge_index(case["out"])


ACTIONS = {"write": write, "load": load, "merge": merge}


def main(job):
    clean_stale_shared_memory()
    for case in job["cases"]:
        kind = job["kinds"][case["kind"]]
        try:
            problem = ACTIONS[case["action"]](case, kind["columns"], kind["samples"])
        except Exception:
            problem = traceback.format_exc()
        print(f"{case['action']} {case['name']}: {json.dumps(problem) if problem else 'ok'}", flush=True)


main(json.load(open(sys.argv[1])))
