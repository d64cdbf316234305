"""The report as a document (`document`), what of it is public (`public`), what the check finds
(`checking`), and how a report comes to be published (`lifecycle`)."""
