"""The rules of a round: how its sample is selected, certified and frozen."""
