"""Desks: a home for each capacity and the round board. They read many rooms and own nothing."""
