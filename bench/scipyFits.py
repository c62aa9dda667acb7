"""The fits of bench/laws.ts as one would write them with scipy, for comparison. Reads {"cells": [[n, c, weight]], "curve": [[k, value]]} from
standard input; prints seconds and estimates, on one row a problem and on the distinct (n, c) with weights.
"""

import json
import sys
import time
import warnings

import numpy as np
from scipy.optimize import brentq, curve_fit, minimize, minimize_scalar
from scipy.special import gammaln
from scipy.stats import betabinom, chi2, linregress

warnings.simplefilter("ignore")
LEVEL = 0.9
DROP = chi2.ppf(LEVEL, 1) / 2


def beta_binomial(n, c, w):
    def loss(x):
        return -np.sum(w * betabinom.logpmf(c, n, np.exp(x[1]), np.exp(x[0])))

    fit = minimize(loss, [0.0, 0.0], method="L-BFGS-B", bounds=[(-12, 12)] * 2)
    return fit, [profile(loss, fit, i) for i in range(2)]


def zero_inflated(n, c, w):
    is_zero = c == 0

    def loss(x):
        ceiling = 1 / (1 + np.exp(-x[2]))
        log_pmf = betabinom.logpmf(c, n, np.exp(x[1]), np.exp(x[0]))
        terms = np.where(is_zero, np.log1p(ceiling * np.expm1(log_pmf)), np.log(ceiling) + log_pmf)
        return -np.sum(w * terms)

    fit = minimize(loss, [0.0, 0.0, 1.0], method="L-BFGS-B", bounds=[(-12, 12), (-12, 12), (-12, 20)])
    return fit, [profile(loss, fit, i) for i in range(3)]


def profile(loss, fit, fixed):
    """Ends of the profile-likelihood interval of one parameter; None where the likelihood does not fall far enough within the bounds."""
    free = [i for i in range(len(fit.x)) if i != fixed]

    def excess(value):
        def inner(y):
            x = fit.x.copy()
            x[fixed] = value
            x[free] = y
            return loss(x)

        if len(free) == 1:
            return minimize_scalar(lambda y: inner([y]), bracket=(fit.x[free[0]], fit.x[free[0]] + 0.1)).fun - fit.fun - DROP
        return minimize(inner, fit.x[free], method="L-BFGS-B", bounds=[(-12, 20)] * len(free)).fun - fit.fun - DROP

    ends = []
    for direction in (-1, 1):
        step = 0.1
        while step < 8 and excess(fit.x[fixed] + direction * step) < 0:
            step *= 2
        ends.append(None if step >= 8 else brentq(excess, fit.x[fixed], fit.x[fixed] + direction * step, xtol=1e-6))
    return ends


def least_squares(k, value):
    def curve(k, log_a, log_b, ceiling):
        a, b = np.exp(log_a), np.exp(log_b)
        return ceiling * -np.expm1(gammaln(a + k) + gammaln(a + b) - gammaln(a) - gammaln(a + b + k))

    return curve_fit(curve, k, value, p0=[1, -1, 0.9], bounds=([-12, -12, 0], [12, 12, 1]))[0]


def power_law(k, value):
    return linregress(np.log(k), np.log(-np.log(value)))


def effective_k(k, value):
    terms = np.arange(1, int(k.max()) + 1)

    def curve(k, log_hazard, kappa, ceiling):
        attempts = np.cumsum(terms ** -kappa)[k.astype(int) - 1]
        return ceiling * -np.expm1(-np.exp(log_hazard) * attempts)

    return curve_fit(curve, k, value, p0=[-1, 0.5, 0.9], bounds=([-20, 0, 0], [5, 5, 1]))[0]


def run(n, c, w, k, value):
    start = time.perf_counter()
    bb, _ = beta_binomial(n, c, w)
    zibb, _ = zero_inflated(n, c, w)
    ls = least_squares(k, value)
    power_law(k, value)
    effective_k(k, value)
    seconds = time.perf_counter() - start
    return {
        "seconds": seconds,
        "alpha": float(np.exp(bb.x[0])),
        "beta": float(np.exp(bb.x[1])),
        "logLikelihood": [-float(bb.fun), -float(zibb.fun)],
        "leastSquares": [float(np.exp(ls[0])), float(np.exp(ls[1])), float(ls[2])],
    }


data = json.load(sys.stdin)
n, c, w = (np.array(column, dtype=float) for column in zip(*data["cells"]))
k, value = (np.array(column, dtype=float) for column in zip(*data["curve"]))
repeated = np.repeat(np.arange(len(w)), w.astype(int))
print(json.dumps({
    "cells": run(n, c, w, k, value),
    "problems": run(n[repeated], c[repeated], np.ones(len(repeated)), k, value),
}))
