"""Write a page as a document for word processors."""
