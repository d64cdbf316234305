"""The pages of a review, from allocation to the last version."""
