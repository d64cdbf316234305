"""The record: entries, bodies, the write door (`door`), the outbox and the access log."""
