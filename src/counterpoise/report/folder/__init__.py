"""The pages as files: a folder that any web server gives out, and that opens without one."""
