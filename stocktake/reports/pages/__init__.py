"""Pages of reports: writing (`writing`), checking and approving (`gate`), the public (`public`)."""
