"""The figures of ratings (好差评): who was asked, who rated, and how, with and without the doubtful ones."""

from __future__ import annotations

from server.domain.indicators import dissatisfaction, participation, satisfaction
from server.domain.rating import Grade
from server.domain.tally import FLAGGED
from server.reports.facts import Figures
from server.reports.table import Counts

WORDS = tuple(grade.value for grade in Grade)


def rating_figures(counts: Counts) -> Figures:
    known = counts.ratings
    grades = {grade: known[grade] for grade in FLAGGED}
    unflagged = {grade: grades[grade] - known[flagged] for grade, flagged in FLAGGED.items()}
    rated, due = sum(grades.values()), counts.visits["due"]
    return {
        "finished": counts.visits["finished"],
        "due": due,
        "rated": rated,
        "grades": {word: known[word] for word in WORDS},
        "participation": participation(rated=rated, due=due),
        "satisfaction": satisfaction(grades),
        "dissatisfaction": dissatisfaction(grades),
        "flagged": rated - sum(unflagged.values()),
        "satisfaction_unflagged": satisfaction(unflagged),
        "dissatisfaction_unflagged": dissatisfaction(unflagged),
    }
