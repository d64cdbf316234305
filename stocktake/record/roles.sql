-- PostgreSQL: the application works as a role that owns nothing, so that nobody who holds its
-- password can drop the record's triggers, truncate its tables or redefine what guards them.
-- Run as the owner of the tables, after `stocktake manage migrate` (docs/running.md tells when).
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM stocktake_app;
GRANT USAGE ON SCHEMA public TO stocktake_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO stocktake_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO stocktake_app;
REVOKE UPDATE, DELETE, TRUNCATE ON record_entry FROM stocktake_app;
REVOKE DELETE, TRUNCATE ON record_body FROM stocktake_app;
REVOKE UPDATE, DELETE, TRUNCATE ON record_access FROM stocktake_app;
