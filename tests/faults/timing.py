"""Promises are made in seconds of a machine that is ours; tests run where others work too."""
import os

SANITIZER_SCALE = int(os.environ.get("SANITIZER_SCALE", "1"))  # Sanitizers take their share of time and memory.


def on_this_machine(seconds):
    """What a promise of `seconds` may take here and now: more, in proportion, when others keep the cores busy or a sanitizer watches."""
    return seconds * SANITIZER_SCALE * max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
