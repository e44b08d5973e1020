"""How states deal with each other as the news tell it: on the pages of one state and of two."""
