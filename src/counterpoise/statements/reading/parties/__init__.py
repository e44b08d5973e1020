"""Who gives, who receives and when: nouns with whose they are, verbs with their frames, times."""
