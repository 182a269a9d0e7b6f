"""Lesson: what a convolution is good for, by experiment."""

from dashboard.lessons.question import Answer, Question

TAKEAWAYS = """
What people say of convolutional networks can be tried out. **They keep neighbours together**: shuffle the pixels, or
move the digit. **They need fewer [[parameters]]**: compare sizes at equal [[accuracy]]. **[[Pooling]] works against
[[overfitting]]**: train without it.
"""
HONESTLY = """
A training depends on chance: which images it draws, which [[weights]] it begins with. One training against another
proves nothing, so each is made from several **seeds**, and the sentence says whether they differ by more than chance
(Student's t on the differences seed by seed). These networks and data are small; other data may show something else.
"""
NOTHING_YET = "Nothing was tried on this data yet. What do you expect? Press *Run it* and see."
QUESTIONS = (
    Question(
        "All pictures are shuffled by one fixed permutation. Why does a fully connected network not mind?",
        (
            Answer(
                "It never knew which pixels are neighbours",
                "Each pixel has weights of its own to every unit. Moved pixels take their weights along.",
                True,
            ),
            Answer("It learns to undo the permutation", "There is nothing to undo: any order is as good to it."),
            Answer("It has more parameters", "However many it has, the order of its inputs makes no difference."),
        ),
    ),
    Question(
        "A CNN was trained on centred digits and misreads moved ones. Which part of it minds?",
        (
            Answer("The convolutions", "They give the same numbers in another place: the map is moved, nothing else."),
            Answer(
                "The fully connected end",
                "It has weights of its own for every place of the last maps. The network that keeps only the mean of "
                "each map minds far less.",
                True,
            ),
            Answer("ReLU", "It looks at every number by itself, wherever it stands."),
        ),
    ),
    Question(
        "With three seeds, one network is better in two of them and worse in one. What does that show?",
        (
            Answer("That it is better, two to one", "A coin would fall so in three of eight such experiments."),
            Answer(
                "No difference yet",
                "Chance alone does that often. More seeds, or more images to judge on, would tell.",
                True,
            ),
        ),
    ),
)
