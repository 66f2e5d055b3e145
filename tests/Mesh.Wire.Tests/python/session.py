"""Reads a recorded session of the peer protocol with python3-msgpack: a second opinion on every frame.

    session.py decode RECORDING             one JSON line per frame: direction, kind, body (bytes as {"bin": hex})
    session.py encode RECORDING OUTPUT      the same frames, encoded anew by python3-msgpack, as another recording

A recording is a list of pieces as the stream gave them: direction u8 (0 read, 1 written) | u32 length | bytes.
"""
import json
import struct
import sys

import msgpack


def pieces(path):
    with open(path, "rb") as recording:
        data = recording.read()
    at = 0
    while at < len(data):
        direction, length = struct.unpack_from(">BI", data, at)
        at += 5
        if at + length > len(data):
            raise SystemExit("the recording is cut")
        yield direction, data[at:at + length]
        at += length


def frames(path):
    """(direction, kind, body) in the order in which the frames were complete."""
    waiting = {}
    for direction, piece in pieces(path):
        buffer = waiting.setdefault(direction, bytearray())
        buffer += piece
        while len(buffer) >= 5:
            (length,) = struct.unpack_from(">I", buffer)
            if len(buffer) < 4 + length:
                break
            yield direction, buffer[4], bytes(buffer[5:4 + length])
            del buffer[:4 + length]
    for direction, buffer in waiting.items():
        if buffer:
            raise SystemExit(f"direction {direction} ends {len(buffer)} bytes into a frame")


def decoded(body):
    # unpackb refuses bytes after the value, and text that is not UTF-8.
    return msgpack.unpackb(body, raw=False, strict_map_key=False, max_bin_len=1 << 23)


def printable(value):
    if isinstance(value, bytes):
        return {"bin": value.hex()}
    if isinstance(value, list):
        return [printable(v) for v in value]
    if isinstance(value, dict):
        if not all(type(key) is int and 0 <= key < 64 for key in value):
            raise SystemExit(f"keys {list(value)}")
        return {key: printable(v) for key, v in value.items()}
    return value


def main():
    if sys.argv[1] == "decode":
        for direction, kind, body in frames(sys.argv[2]):
            print(json.dumps({"direction": direction, "kind": kind, "body": printable(decoded(body))}))
        return
    with open(sys.argv[3], "wb") as output:
        for direction, kind, body in frames(sys.argv[2]):
            again = msgpack.packb(decoded(body), use_bin_type=True)
            frame = struct.pack(">IB", len(again) + 1, kind) + again
            output.write(struct.pack(">BI", direction, len(frame)) + frame)


main()
