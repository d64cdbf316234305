"""The rules about accounts and capacities (`accounts`) and leave to read a case (`cases`)."""
