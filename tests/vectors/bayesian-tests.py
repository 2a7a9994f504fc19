"""Writes bayesian-tests.json: the Bayesian signed-rank test by baycomp and the hierarchical model by its Stan program.

Needs baycomp 1.0.3, pystan 3.10.0, "setuptools<80" and a C++ compiler: python tests/vectors/bayesian-tests.py
Monte Carlo of 50,000 and 4 x 5,000 draws: tests allow for its errors.
"""
import json
import os

import baycomp
import numpy as np
import stan
from scipy import stats

rng = np.random.RandomState(20171)
sets, runs, rho = 30, 10, 0.3
means = 0.8 + 1.5 * rng.standard_t(4, sets)
spreads = rng.uniform(0.5, 3, sets)
x = np.empty((sets, runs))
for i in range(sets):
    common = rng.normal()
    x[i] = means[i] + spreads[i] * (np.sqrt(rho) * common + np.sqrt(1 - rho) * rng.normal(size=runs))
x = np.round(x, 2)
z = np.round(rng.normal(0.4, 1.5, 40), 2)
z[:8] = 0
z[8], z[9] = 2.0, -2.0


def signed_rank(differences, rope):
    test = baycomp.SignedRankTest.probs(np.zeros(len(differences)), differences, rope, nsamples=50000, random_state=1)
    below, within, above = map(float, test)
    return dict(differences=differences.tolist(), rope=rope, below=below, within=within, above=above)


def hierarchical():
    program = open(os.path.join(os.path.dirname(baycomp.__file__), "hierarchical-t-test.stan")).read()
    largest = float(np.abs(x).max())
    data = dict(
        x=x, Nsamples=runs, q=sets, rho=rho, deltaLow=-largest, deltaHi=largest,
        lowerAlpha=0.5, upperAlpha=5, lowerBeta=0.05, upperBeta=0.15,
        stdLow=0, stdHi=1000 * x.std(axis=1, ddof=1).mean(),
        std0Low=0, std0Hi=1000 * x.mean(axis=1).std(ddof=1),
    )
    fit = stan.build(program, data=data, random_seed=1).sample(num_chains=4, num_samples=5000)
    centre, spread, freedom = fit["delta0"][0], fit["std0"][0], fit["nu"][0]
    return dict(
        runs=x.tolist(), rope=1, correlation=rho, mean=float(centre.mean()),
        low=float(np.quantile(centre, 0.025)), high=float(np.quantile(centre, 0.975)),
        aboveRope=float((centre > 1).mean()), aboveZero=float((centre > 0).mean()),
        withinRope=float((abs(centre) <= 1).mean()), spread=float(spread.mean()), freedom=float(freedom.mean()),
        nextAbove=float((1 - stats.t.cdf(1, freedom, centre, spread)).mean()),
        nextBelow=float(stats.t.cdf(-1, freedom, centre, spread).mean()),
    )


cases = [(z, 1), (z, 0.25), (z[:12], 1), (np.round(z - 2, 2), 1)]
out = dict(
    command="python tests/vectors/bayesian-tests.py",
    versions=dict(baycomp="1.0.3", pystan="3.10.0"),
    signedRank=[signed_rank(differences, rope) for differences, rope in cases],
    hierarchical=hierarchical(),
)
with open(os.path.join(os.path.dirname(__file__), "bayesian-tests.json"), "w") as file:
    json.dump(out, file)
