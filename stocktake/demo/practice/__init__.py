"""What the demonstration's people say: judgements, answers, findings, recommendations, minutes."""
