"""The rules that need no database: values of the thread, lifecycles, periods, disclosure."""
