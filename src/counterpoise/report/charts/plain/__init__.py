"""Specifications drawn here: marks, axes and legends of the few kinds that pages have.

The same specification is drawn by the chart engine in a browser, where a reader may ask more of it.
Here it takes a thirtieth of the engine's time, which most of a page's time was, and a third of its
letters. What a specification asks that is not known here is refused (`view.drawn`).
"""
