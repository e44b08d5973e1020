"""Publishers' files: what a source is, how a file is opened, downloaded, pinned and read."""
