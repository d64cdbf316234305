"""Concerns: a child who may not be safe; and questions that a head of service must decide."""
