"""The pages of rounds: list, new round, one round, freeze, certificate."""
