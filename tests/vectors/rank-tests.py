"""Reference vectors for the rank tests of lib/numeric. Run in the repository root:
python tests/vectors/rank-tests.py > tests/vectors/rank-tests.json"""

import json
import platform
import sys

import numpy
import scipy
from scipy import stats

numbers = numpy.random.default_rng(20220712)


def rounded(n, shift, decimals):
    return [float(x) for x in numpy.round(numbers.normal(shift, 1, n), decimals)]


distinct = [rounded(6, 0.4, 6), rounded(12, 0.5, 6), rounded(49, 0.3, 6)]
tied = [rounded(9, 0.4, 0), rounded(12, 0.5, 1), rounded(80, 0.2, 1), [0.0, 0.0, 1.0, 2.0, -1.0, 3.0, 3.0]]


def signed_rank(d, zeros, method):
    result = stats.wilcoxon(d, zero_method=zeros, method=method, correction=False)
    return {"differences": d, "zeros": zeros, "statistic": float(result.statistic), "pValue": float(result.pvalue)}


def permutation(d, zeros):
    """All sign changes."""
    method = stats.PermutationMethod(n_resamples=numpy.inf)
    return signed_rank(d, zeros, method)


def friedman(n, k, decimals):
    scores = numpy.round(numbers.normal(size=(n, k)) + 0.3 * numpy.arange(k), decimals)
    result = stats.friedmanchisquare(*scores.T)
    ranks = numpy.mean([stats.rankdata(-block) for block in scores], axis=0)
    return {
        "scores": scores.tolist(),
        "averageRanks": ranks.tolist(),
        "chiSquare": float(result.statistic),
        "pValue": float(result.pvalue),
    }


json.dump(
    {
        "command": "python tests/vectors/rank-tests.py > tests/vectors/rank-tests.json",
        "versions": {"python": platform.python_version(), "numpy": numpy.__version__, "scipy": scipy.__version__},
        "exact": [signed_rank(d, "wilcox", "exact") for d in distinct],
        "exactTied": [permutation(d, z) for d in tied if len(d) <= 12 for z in ("wilcox", "pratt")],
        "normal": [signed_rank(d, z, "asymptotic") for d in distinct + tied for z in ("wilcox", "pratt")],
        "friedman": [friedman(10, 4, 6), friedman(30, 9, 1), friedman(5, 3, 0)],
        "range": [
            {"k": k, "alpha": a, "quantile": float(stats.studentized_range.ppf(1 - a, k, numpy.inf))}
            for k in (2, 3, 5, 9, 13)
            for a in (0.01, 0.05, 0.1)
        ],
    },
    sys.stdout,
    indent=1,
)
print()
