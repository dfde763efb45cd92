"""How a program at a terminal talks to its hub: the feed it hears and the API it speaks to.

It stands here because terminals may import neither the hub nor each other, and all of them may import ``config``.
"""
