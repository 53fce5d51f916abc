"""A new case file from a clerk's answers: asked for one at a time, or given as options.

An answer is judged by the rules of ``loftdocs check`` themselves: the case is written in memory with the answer in its
place, checked as any case is, and what the rules find there is told. Nothing about an answer is checked twice.
"""
