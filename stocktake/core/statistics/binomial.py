"""An exact interval for a chance that was tried a number of times."""


def chance_interval(hits: int, runs: int, level: float = 0.95) -> tuple[float, float]:
    """Clopper and Pearson's interval (Biometrika 26, 1934): at least `level` sure for any chance.

    Raises ValueError when there are more hits than runs, or no run.
    """
    from scipy.special import betaincinv  # seconds to load

    if not 0 <= hits <= runs or runs < 1:
        raise ValueError("An interval needs at least one run, and no more hits than runs.")
    tail = (1 - level) / 2
    low = float(betaincinv(hits, runs - hits + 1, tail)) if hits else 0.0
    high = float(betaincinv(hits + 1, runs - hits, 1 - tail)) if hits < runs else 1.0
    return low, high
