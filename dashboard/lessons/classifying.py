"""Lesson: how a stack of feature maps becomes one probability a class."""

from dashboard.lessons.question import Answer, Question

FLATTEN = """
The last maps are read out, map after map and row after row, as one [[vector]]: [[flatten]] computes nothing and loses
nothing but the places. Some networks take the mean of each map instead (global average pooling).
"""
CONNECTED = """
In a [[fully connected layer]] every number of the vector has its own [[weight]] to every class. A class adds up
number times weight, and its [[bias]]: that sum is its [[logit]]. Orange speaks for the class, blue against it.
"""
DROPOUT = """
While it trains, [[dropout]] sets {share} of these numbers to zero at random, so that no class can rely on a single
one; when it predicts, as here, all of them are there.
"""
SOFTMAX = """
[[Softmax]] makes probabilities of logits: e to the power of each, divided by the sum of all. A [[temperature]] T
divides the logits first. Networks predict at T = 1.
"""
ORDER = """
The higher the temperature, the more alike the probabilities; the lower, the more the largest takes all. Their **order
never changes**, as the curves never cross: a temperature makes a network more or less certain, not more or less
right.
"""
QUESTIONS = (
    Question(
        "The last volume is 6×6×64. How long is the flattened vector?",
        (
            Answer("64", "That is what global average pooling leaves: one mean a map."),
            Answer("2,304", "6·6·64 = 2,304: every number gets a place.", True),
            Answer("36", "Those are the numbers of a single map."),
        ),
    ),
    Question(
        "How many weights lead from these 2,304 numbers to ten classes?",
        (
            Answer("2,304", "Then all classes would add up the same sum."),
            Answer("2,314", "2,304 times ten weights; only the ten [[bias|biases]] are added."),
            Answer("23,040", "Each class has a weight for each number, and one bias besides.", True),
        ),
    ),
    Question(
        "All ten logits grow by 5. What do the probabilities do?",
        (
            Answer("They stay", "e⁵ multiplies every term, above and below the line, and cancels.", True),
            Answer("They grow", "They cannot all grow: together they are always 1."),
            Answer(
                "They come closer to each other", "Dividing the logits does that; adding the same to each does not."
            ),
        ),
    ),
    Question(
        "A network misreads a 9 as a 4. Which temperature mends it?",
        (
            Answer("A low one", "It would be even more certain that it is a 4."),
            Answer("A high one", "It would be less certain, and still say 4."),
            Answer("None", "The order stays, so the answer does. Only training changes the [[logits]].", True),
        ),
    ),
)
