"""Random numbers that are the same on every machine and in every version: a counter, mixed by SplitMix64.

Nothing here keeps a state. Whoever knows seed, stream and counter can draw any number again, which is what makes
subsamples, shuffles and the routing of statements replayable.

Source of the mixing function: Steele, Lea, Flood (2014) Fast splittable pseudorandom number generators, OOPSLA.
"""

import numpy as np
from numpy.typing import NDArray

GOLDEN = 0x9E3779B97F4A7C15
WORD = (1 << 64) - 1
STEPS = ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB))
LAST = 31
"""What the SplitMix64 finaliser shifts and multiplies by."""

Words = NDArray[np.uint64]
Floats = NDArray[np.float64]


def mixed(words: Words) -> Words:
    """Each 64-bit word through the SplitMix64 finaliser."""
    for shift, factor in STEPS:
        words = words ^ (words >> np.uint64(shift))
        words *= np.uint64(factor)
    words ^= words >> np.uint64(LAST)
    return words


def word(*parts: int) -> int:
    """One 64-bit word out of any integers, their order mattering."""
    state = 0
    for part in parts:
        state = ((state ^ (part & WORD)) * GOLDEN + GOLDEN) & WORD
        for shift, factor in STEPS:
            state = (state ^ (state >> shift)) * factor & WORD
        state ^= state >> LAST
    return state


def keys(count: int, *stream: int) -> Words:
    """`count` independent 64-bit words of the stream that the integers name."""
    start = np.uint64(word(*stream))
    return mixed(start + np.arange(1, count + 1, dtype=np.uint64) * np.uint64(GOLDEN))


def uniforms(count: int, *stream: int) -> Floats:
    """`count` numbers in [0, 1) of the stream."""
    return (keys(count, *stream) >> np.uint64(11)).astype(np.float64) * 2.0**-53


def normals(count: int, *stream: int) -> Floats:
    """`count` numbers of roughly normal shape, for starting directions only: twelve uniforms less six."""
    return uniforms(12 * count, *stream).reshape(count, 12).sum(axis=1) - 6.0
