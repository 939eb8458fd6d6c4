#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the sounds in data/sounds: a few sine tones with soft ends, mono, 22,050 Hz, 16 bit.

    tools/make-sounds.py [folder]

The same every time: what is checked in is what this writes.
"""
import math
import os
import struct
import sys
import wave

RATE = 22050

# A sound: (start in s, length in s, frequency in Hz, loudness) of each tone.
SOUNDS = {
    "bell": [(0.0, 0.55, 1318.5, 0.5), (0.0, 0.35, 2637.0, 0.18), (0.0, 0.2, 3951.0, 0.08)],
    "chime": [(0.0, 0.30, 880.0, 0.4), (0.12, 0.40, 1174.7, 0.4)],
    "rise": [(0.0, 0.14, 659.3, 0.4), (0.09, 0.14, 880.0, 0.4), (0.18, 0.28, 1046.5, 0.4)],
    "fall": [(0.0, 0.16, 659.3, 0.4), (0.13, 0.34, 440.0, 0.45)],
}


def render(tones):
    length = max(start + seconds for start, seconds, _, _ in tones)
    samples = [0.0] * int(length * RATE)
    for start, seconds, frequency, loudness in tones:
        first = int(start * RATE)
        n = min(int(seconds * RATE), len(samples) - first)
        for i in range(n):
            rise = min(i / (0.006 * RATE), 1.0)
            fall = (1.0 - i / n) ** 2
            samples[first + i] += loudness * rise * fall * math.sin(2 * math.pi * frequency * i / RATE)
    return samples


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(__file__), "../data/sounds")
    for name, tones in SOUNDS.items():
        with wave.open(os.path.join(folder, name + ".wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(b"".join(struct.pack("<h", round(max(-1.0, min(1.0, s)) * 32000)) for s in render(tones)))


if __name__ == "__main__":
    main()
