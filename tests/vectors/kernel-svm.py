"""Reference vectors for lib/train/kernel-svm. Run in the repository root:
python tests/vectors/kernel-svm.py > tests/vectors/kernel-svm.json"""

import json
import platform
import sys

import numpy
import sklearn
from sklearn.svm import SVC

numbers = numpy.random.default_rng(20220713)


def case(name, X, y, cost):
    X = numpy.round(X, 6)
    queries = numpy.round(numbers.uniform(-3, 3, (40, X.shape[1])), 6)
    machine = SVC(C=cost, kernel="rbf", gamma=2.0, tol=1e-12, decision_function_shape="ovo").fit(X, y)
    decisions = machine.decision_function(queries).reshape(len(queries), -1)
    return {
        "name": name,
        "cost": cost,
        "X": X.tolist(),
        "y": y.tolist(),
        "queries": queries.tolist(),
        "decisions": decisions.tolist(),
        "predicted": machine.predict(queries).tolist(),
        "supportVectors": sorted(int(i) for i in machine.support_),
    }


two = numpy.concatenate([numbers.normal(-0.7, 1, (30, 2)), numbers.normal(0.7, 1, (25, 2))])
labels = numpy.array([0] * 30 + [1] * 25)
three = numpy.concatenate([numbers.normal(m, 0.8, (20, 3)) for m in (-1.5, 0, 1.5)])
cases = [
    case("two overlapping classes, cost 1", two, labels, 1.0),
    case("two overlapping classes, cost 100", two, labels, 100.0),
    case("three classes in three dimensions", three, numpy.repeat([0, 1, 2], 20), 10.0),
]
json.dump(
    {
        "madeBy": "python tests/vectors/kernel-svm.py",
        "python": platform.python_version(),
        "sklearn": sklearn.__version__,
        "cases": cases,
    },
    sys.stdout,
)
print()
