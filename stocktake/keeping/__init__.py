"""Keeping: erasure by a lawful act, and legal hold."""
