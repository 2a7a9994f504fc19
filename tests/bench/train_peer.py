"""What a user of scikit-learn would write for the question that `genlabel train` answers: logistic regression, its penalty
chosen by cross-validation, on stratified 70/30 splits and once on all rows. Reads one JSON request a line ({"file", "splits",
"folds"}) and answers {"cpu": seconds, "sink": mean test accuracy}; reading the file is not timed. One thread."""

import json
import os
import sys
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import numpy
import sklearn
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, StratifiedShuffleSplit
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def search(folds):
    """As many penalties as genlabel tries learning rates."""
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000))
    return GridSearchCV(model, {"logisticregression__C": [0.01, 0.1, 1, 10]}, cv=folds)


def train(request):
    table = numpy.loadtxt(request["file"], delimiter=",", skiprows=1, ndmin=2)
    X, y = table[:, :-1], table[:, -1].astype(int)
    start = time.process_time()
    splits = StratifiedShuffleSplit(request["splits"], test_size=0.3, random_state=0).split(X, y)
    scores = [search(request["folds"]).fit(X[rest], y[rest]).score(X[test], y[test]) for rest, test in splits]
    search(request["folds"]).fit(X, y)
    return {"cpu": time.process_time() - start, "sink": float(numpy.mean(scores))}


print(json.dumps({"sklearn": sklearn.__version__, "numpy": numpy.__version__}), flush=True)
for line in sys.stdin:
    print(json.dumps(train(json.loads(line))), flush=True)
