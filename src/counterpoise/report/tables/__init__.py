"""Tables for scholars: a measure of the states asked for, its columns named, its sources with it."""
