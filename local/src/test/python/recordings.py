"""Has schemathesis send bodies of sound as it sends any other bytes."""

import schemathesis

schemathesis.serializer.alias(["audio/wav", "audio/flac", "audio/ogg"], "application/octet-stream")
