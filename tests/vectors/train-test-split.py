"""Reference vectors for trainTestSplit of lib/data/splits. Run in the repository root:
python tests/vectors/train-test-split.py > tests/vectors/train-test-split.json"""

import json
import platform
import sys

import numpy
import sklearn
from sklearn.model_selection import train_test_split


def split(n, test_size, seed):
    train, test = train_test_split(numpy.arange(n), test_size=test_size, random_state=seed)
    return {"n": n, "testSize": test_size, "seed": seed, "train": train.tolist(), "test": test.tolist()}


def ends(n, test_size, seed):
    """Of a split of many rows: sizes, first and last rows, and sums of row times place, so that any exchange shows."""
    train, test = train_test_split(numpy.arange(n), test_size=test_size, random_state=seed)
    return {
        "n": n,
        "testSize": test_size,
        "seed": seed,
        **{
            name: {
                "size": len(rows),
                "first": rows[:8].tolist(),
                "last": rows[-8:].tolist(),
                "sum": int(rows @ numpy.arange(1, len(rows) + 1)),
            }
            for name, rows in (("train", train), ("test", test))
        },
    }


json.dump(
    {
        "command": "python tests/vectors/train-test-split.py > tests/vectors/train-test-split.json",
        "versions": {
            "python": platform.python_version(),
            "numpy": numpy.__version__,
            "scikit-learn": sklearn.__version__,
        },
        "whole": [
            split(n, test_size, seed)
            for n, test_size, seed in [
                *((n, 0.3, 2021) for n in (2, 3, 16, 17, 47, 150)),
                (50, 0.3, 0),
                (64, 0.25, 1),
                (33, 0.1, 42),
                (33, 5, 42),
                (20, 0.9, 2**32 - 1),
                (65, 0.29, 2**31),
            ]
        ],
        "ends": [ends(n, 0.3, seed) for n in (1000, 4177, 20000, 70000) for seed in (2021, 0)],
    },
    sys.stdout,
)
print()
