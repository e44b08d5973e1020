r"""What losing suppliers costs, read off one share and one elasticity, without a trade matrix.

Where suppliers are good substitutes (:math:`\sigma > 1`) the price index tells the loss; where an
input is essential (:math:`\sigma < 1`) no price is high enough, and what counts is the quantity that
is left. The elasticity is the result: give a band, never one figure.

All functions take arrays of shares in [0, 1] and broadcast. Losses are shares of what there was, in
[0, 1]; a share of exactly 1 is an infinite loss of the price form: loss 1, log loss infinite. What is
not a number stays so.

References
----------
Feenstra, R. C. (1994). New product varieties and the measurement of international prices. *AER*, 84(1).
Arkolakis, C., Costinot, A., & Rodriguez-Clare, A. (2012). New trade models, same old gains? *AER*,
102(1), 94-130.
Bachmann, R., et al. (2022). What if? The economic effects for Germany of a stop of energy imports from
Russia. *ECONtribute Policy Brief* 28.
Baqaee, D. R., & Farhi, E. (2019). The macroeconomic impact of microeconomic shocks. *Econometrica*,
87(4), 1155-1203.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from counterpoise.errors import UsageError

Array = NDArray[np.float64]

NO_SUBSTITUTION = 1e-100
"""Elasticities below this are zero: their powers would not fit a float, and the limit is exact."""

SHARES_ADD = 1e-6
"""How far weights may be from adding up to 1."""


def log_price_loss(share_lost: ArrayLike, sigma: ArrayLike) -> Array:
    r"""Return the rise of the log price index when suppliers with `share_lost` withdraw.

    .. math:: \lambda = -\ln(1 - \omega) / (\sigma - 1)

    Two partners that leave together cost more than the sum of each alone.

    Raises
    ------
    UsageError
        If a share is not in [0, 1], or `sigma` not above 1: then the index has no finite value.
    """
    share = _shares("share_lost", share_lost)
    elasticity = np.asarray(sigma, dtype=np.float64)
    if (elasticity <= 1).any():
        raise UsageError.out_of_range(
            "sigma",
            float(elasticity[elasticity <= 1].flat[0]),
            "above 1 in the price form",
            attempt="quantity_loss(weight, remaining, sigma), the form for what can't be replaced",
        )
    with np.errstate(divide="ignore"):
        return np.asarray(-np.log1p(-share) / (elasticity - 1))


def price_loss(share_lost: ArrayLike, sigma: ArrayLike) -> Array:
    r"""Return :math:`1 - (1 - \omega)^{1/(\sigma - 1)}`, the loss of real spending on the good.

    Examples
    --------
    >>> price_loss([0.3, 0.9, 1.0], sigma=4).round(4).tolist()
    [0.1121, 0.5358, 1.0]
    """
    return np.asarray(-np.expm1(-log_price_loss(share_lost, sigma)))


def nested_welfare(
    weight: ArrayLike, share_lost: ArrayLike, sigma: ArrayLike, *, eta: float = 1.0
) -> Array:
    r"""Return welfare after over before, where each channel is a nest of suppliers of its own.

    .. math:: W'/W = \Big[\sum_c \beta_c (P_c'/P_c)^{1-\eta}\Big]^{-1/(1-\eta)}, \qquad
       \eta \to 1: \; \prod_c (P_c'/P_c)^{-\beta_c}

    Parameters
    ----------
    weight : array-like, shape (…, channels); share of spending on each channel; adds to 1
    share_lost, sigma : array-like, shape (…, channels); of the suppliers in a channel
    eta : float, at least 0; elasticity between channels

    Returns
    -------
    np.ndarray, shape (…)
        0 where a channel that is needed (eta <= 1, weight > 0) is lost whole.

    Raises
    ------
    UsageError
        As in `log_price_loss`; or if weights do not add to 1, or `eta` is negative.
    """
    beta = _shares("weight", weight)
    if (np.abs(beta.sum(axis=-1) - 1) > SHARES_ADD).any():
        raise UsageError.out_of_range("weight", beta.sum(axis=-1).tolist(), "shares that add to 1")
    if not (np.isfinite(eta) and eta >= 0):
        raise UsageError.out_of_range("eta", eta, "a number of at least 0")
    rise = np.where(beta > 0, log_price_loss(share_lost, sigma), 0.0)
    if eta == 1:
        return np.asarray(np.exp(-(beta * rise).sum(axis=-1)))
    # A log-sum-exp around the mean keeps the limit eta -> 1 free of cancellation.
    middle = (beta * rise).sum(axis=-1, keepdims=True)
    middle = np.where(np.isfinite(middle), middle, 0.0)
    with np.errstate(divide="ignore", over="ignore"):
        bracket = (beta * np.expm1((1 - eta) * (rise - middle))).sum(axis=-1)
        return np.asarray(np.exp(-middle[..., 0] - np.log1p(bracket) / (1 - eta)))


def quantity_output(weight: ArrayLike, remaining: ArrayLike, sigma: float) -> Array:
    r"""Return output after over before, when `remaining` of an essential input is left.

    .. math:: Y/Y_0 = \big[\alpha x^{(\sigma-1)/\sigma} + 1 - \alpha\big]^{\sigma/(\sigma-1)}

    At sigma = 0 (Leontief), min(x, 1); at 1 (Cobb-Douglas), :math:`x^\alpha`.

    Parameters
    ----------
    weight : array-like; the input's share of expenditure before, alpha
    remaining : array-like; quantity after over before, x, in [0, 1]: 1 less the partner's share
        times what can't be got elsewhere
    sigma : float, at least 0; elasticity between the input and all else

    Raises
    ------
    UsageError
        If a share is not in [0, 1], or `sigma` is negative or not finite.
    """
    alpha, left = _shares("weight", weight), _shares("remaining", remaining)
    if not (np.isfinite(sigma) and sigma >= 0):
        raise UsageError.out_of_range("sigma", sigma, "a finite number of at least 0")
    if sigma < NO_SUBSTITUTION:
        return np.asarray(np.where(alpha > 0, left, 1.0))
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        log_left = np.log(left)
        if sigma == 1:
            return np.asarray(np.where(alpha > 0, np.exp(alpha * log_left), 1.0))
        power = (sigma - 1) / sigma
        # Larger powers than a float holds: the log of the bracket is that of its one large term.
        large = np.log(alpha) + power * log_left
        bracket = np.where(
            large > 700, large, np.log1p(alpha * np.expm1(np.minimum(power * log_left, 709)))
        )
        return np.asarray(np.where(alpha > 0, np.exp(bracket / power), 1.0))


def quantity_loss(weight: ArrayLike, remaining: ArrayLike, sigma: float) -> Array:
    """Return 1 - `quantity_output`.

    Examples
    --------
    >>> quantity_loss(0.04, 0.9, sigma=0.04).round(6).item()
    0.015686
    """
    return 1 - quantity_output(weight, remaining, sigma)


def acr_gain(own_share: ArrayLike, theta: ArrayLike) -> Array:
    r"""Return :math:`1 - \lambda^{1/\theta}`: what a state would lose without any trade.

    Parameters
    ----------
    own_share : array-like; part of spending that stays at home, lambda; 0 gives 1 (infinite)
    theta : array-like, above 0; trade elasticity (the paper's :math:`-\varepsilon`)

    Examples
    --------
    >>> acr_gain(0.93, theta=[5, 10]).round(4).tolist()
    [0.0144, 0.0072]
    """
    elasticity = np.asarray(theta, dtype=np.float64)
    if (elasticity <= 0).any():
        raise UsageError.out_of_range("theta", float(elasticity.min()), "above 0")
    return np.asarray(1 - _shares("own_share", own_share) ** (1 / elasticity))


def first_order(share: ArrayLike, log_change: ArrayLike) -> Array:
    r"""Return :math:`\lambda\,\Delta\ln q`, the change of log output by Hulten's theorem."""
    return np.asarray(_shares("share", share) * np.asarray(log_change, dtype=np.float64))


def second_order(share: ArrayLike, share_slope: ArrayLike, log_change: ArrayLike) -> Array:
    r"""Return :math:`\lambda\,\Delta\ln q + \tfrac12 (d\lambda/d\ln q)(\Delta\ln q)^2`.

    Far too small where substitution is hard and the change large; see `is_bounded`.
    """
    change = np.asarray(log_change, dtype=np.float64)
    return first_order(share, change) + np.asarray(share_slope, dtype=np.float64) * change**2 / 2


def trapezoid(share: ArrayLike, share_after: ArrayLike, log_change: ArrayLike) -> Array:
    r"""Return :math:`\tfrac12(\lambda_0 + \lambda_1)\,\Delta\ln q`, from both shares, without a model."""
    return (first_order(share, log_change) + first_order(share_after, log_change)) / 2


def ces_share_slope(weight: ArrayLike, sigma: ArrayLike) -> Array:
    r"""Return :math:`d\lambda/d\ln x = \alpha (1 - \alpha)(1 - 1/\sigma)` of a CES input.

    Raises
    ------
    UsageError
        If `sigma` is not above 0: at 0 the share jumps.
    """
    alpha, elasticity = _shares("weight", weight), np.asarray(sigma, dtype=np.float64)
    if (elasticity <= 0).any():
        raise UsageError.out_of_range("sigma", float(elasticity.min()), "above 0")
    return np.asarray(alpha * (1 - alpha) * (1 - 1 / elasticity))


def worst_case(share_bound: ArrayLike, log_change: ArrayLike) -> Array:
    r"""Return the largest fall of log output, if the input's share never exceeds `share_bound`.

    Output falls by :math:`\int \lambda\, d\ln q`, hence by no more than the bound on the share times
    the change: no model, no elasticity.
    """
    return first_order(share_bound, log_change)


def is_bounded(log_output: ArrayLike, share_bound: ArrayLike, log_change: ArrayLike) -> np.ndarray:
    """Return whether a modelled change of log output lies between `worst_case` and no change."""
    change = np.asarray(log_output, dtype=np.float64)
    worst = worst_case(share_bound, log_change)
    return np.asarray((change <= 0) & (change >= worst))


def _shares(what: str, given: ArrayLike) -> Array:
    """Return shares as floats, or refuse those outside [0, 1]."""
    values = np.asarray(given, dtype=np.float64)
    outside = (values < 0) | (values > 1)
    if outside.any():
        raise UsageError.out_of_range(what, float(values[outside].flat[0]), "in [0, 1]")
    return values
