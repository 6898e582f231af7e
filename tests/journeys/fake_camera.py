"""A camera for a browser: a film of one picture, which shows a code."""

from __future__ import annotations

import segno

WIDTH, HEIGHT = 640, 480
SCALE, QUIET = 9, 4


def write_film(path, text):
    """Write an uncompressed film (YUV4MPEG2) of a QR code as a badge has it."""
    rows = [list(row) for row in segno.make(text, micro=False).matrix_iter(scale=SCALE, border=QUIET)]
    left, top = (WIDTH - len(rows[0])) // 2, (HEIGHT - len(rows)) // 2
    luma = [bytearray(b"\xb4" * WIDTH) for _ in range(HEIGHT)]
    for n, row in enumerate(rows):
        luma[top + n][left : left + len(row)] = bytes(16 if dark else 235 for dark in row)
    grey = b"\x80" * (WIDTH * HEIGHT // 4)
    frame = b"FRAME\n" + b"".join(luma) + grey + grey
    path.write_bytes(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420jpeg\n".encode() + frame * 10)


def camera_flags(path):
    return (
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={path}",
    )
