"""Retention (`retention`), and the record and the access log as officers read them (`record`)."""
