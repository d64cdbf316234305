"""The rules of a review: its states, what may be said in each, and who sees it."""
