"""Accuracies that the authors' released scripts print on the cubes, as they are, trial by trial.

    python tests/vectors/synthetic-released.py CHECKOUT > tests/vectors/synthetic-released.json

CHECKOUT is a checkout of github.com/UW-Madison-Lee-Lab/GenLabel_official. It needs torch, numpy, scipy and scikit-learn;
matplotlib is replaced by a dummy, and loaders have no worker processes, which changes no arithmetic.
"""
import contextlib
import io
import json
import os
import re
import runpy
import subprocess
import sys
import tempfile
from unittest.mock import MagicMock

sys.modules["matplotlib"] = sys.modules["matplotlib.pyplot"] = MagicMock()
import numpy
import scipy
import sklearn
import torch

checkout = os.path.abspath(sys.argv[1])
sys.path.insert(0, checkout)
torch.set_num_threads(1)


class Loader(torch.utils.data.DataLoader):
    def __init__(self, *args, **options):
        super().__init__(*args, **{**options, "num_workers": 0, "pin_memory": False})


torch.utils.data.DataLoader = Loader

# As in the authors' README: script and options, those of GenLabel apart. The cubes are the sets on which the code knows the
# true means. Vanilla training and mixup where the paper prints no accuracy of theirs.
common = "--lr 0.1 --epoch 40 --validate cln --num_sample 20"
sets = {"cube2d": ("2dcube_model.py", "--lam 1"), "cube3d": ("3dcube_model.py", "--lam 0.8")}
unprinted = ["cube2d"]
trials = range(1, 11)
methods = {"vanilla": 0, "mixup": 1, "genlabel": 2}


def accuracy(script, options, trial):
    sys.argv = [script, *options.split(), "--trial", str(trial)]
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        runpy.run_path(os.path.join(checkout, script), run_name="__main__")
    return float(re.findall(r"on the best model: ([\d.]+)%", printed.getvalue())[-1])


def runs():
    for dataset, (script, more) in sets.items():
        for method, setting in methods.items():
            if method != "genlabel" and dataset not in unprinted:
                continue
            own = f"--mixup_setting {setting} {common}" + (f" {more}" if method == "genlabel" else "")
            percent = [accuracy(script, own, trial) for trial in trials]
            print(dataset, method, percent, file=sys.stderr, flush=True)
            yield {"dataset": dataset, "method": method, "command": f"{script} {own}", "percent": percent}


commit = subprocess.run(["git", "-C", checkout, "rev-parse", "HEAD"], capture_output=True, text=True).stdout.strip()
with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    results = list(runs())
versions = {module.__name__: module.__version__ for module in (torch, numpy, scipy, sklearn)}
print(json.dumps({"madeBy": "tests/vectors/synthetic-released.py", "commit": commit, "versions": versions, "runs": results}, indent=1))
