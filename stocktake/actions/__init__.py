"""Recommendations and actions, from a draft until a second person verified the evidence."""
