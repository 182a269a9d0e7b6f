"""Learn · Words: what each of the field's words means."""

from dashboard.lessons.glossary import TERMS
from dashboard.widgets.frame import heading, next_step
from dashboard.widgets.word_list import search_words
from dashboard.words import count

heading("Words", f"{count(len(TERMS), 'word')} of the field, in the order in which these pages teach them")
search_words()
next_step("Look at the data", "data/explore.py", is_main=True)
