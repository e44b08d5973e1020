"""The command line: one file per command, thin; none imports anything heavy before it runs."""
