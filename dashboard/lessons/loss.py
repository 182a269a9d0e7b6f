"""Lesson: how wrong a network is, in one number."""

from dashboard.lessons.question import Answer, Question

LOSS = """
To learn, a network must be told how wrong it is in one number, the [[loss]]. The label is written as a [[one-hot]]
row, as long as the probabilities. The [[cross-entropy]] multiplies each place of the row by −log (the natural
logarithm) of the probability there and adds up: with zeros everywhere else, only **the probability of the true
class** counts.
"""
CURVE = """
Certainty of the right class costs nothing; half the probability costs 0.69, and each further halving 0.69 more. The
curve has no end on the left: **a confident mistake** outweighs hundreds of good answers. Change the label to see one.
"""
SMOOTHING = """
**[[label smoothing|Label smoothing]]** takes a small share ε from the 1 and spreads it evenly over all classes. Now
it costs to be *too* sure: the lowest point lies where the true class has 1 − ε + ε/K, so that [[logits]] need not
grow without end.
"""
BATCH = """
Training looks at a [[batch]] at a time and lowers the **mean** of its losses. Most images cost next to nothing by the
end; a few decide where the next step goes.
"""
QUESTIONS = (
    Question(
        "A network knows nothing and gives each of ten classes 10 %. What is its loss?",
        (
            Answer("0.10", "That is the probability; the loss is minus its logarithm."),
            Answer("2.30", "−log 0.1 = 2.30. A loss near it at the start of training is as it should be.", True),
            Answer("It has none", "Giving every class the same is an answer too, and it costs."),
        ),
    ),
    Question(
        "Two networks misread the same digit, one with 60 % certainty, the other with 99.9 %. Whose loss is larger?",
        (
            Answer("Both the same", "[[Accuracy]] makes no difference between them; the loss does."),
            Answer(
                "That of the first",
                "It left up to 40 % for the true class. The less is left, the larger is −log of it.",
            ),
            Answer("That of the second", "At most 0.1 % is left for the true class: −log 0.001 = 6.9 or more.", True),
        ),
    ),
    Question(
        "Can the loss grow while the accuracy stays?",
        (
            Answer(
                "Yes",
                "When the same digits are misread with more certainty: often the first sign of [[overfitting]].",
                True,
            ),
            Answer(
                "No", "The accuracy asks only which class is the most probable, the loss how probable the true one is."
            ),
        ),
    ),
)
