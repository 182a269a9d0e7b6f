"""Lesson: what is lost when a picture becomes a row of numbers, and what keeps it."""

from dashboard.lessons.question import Answer, Question

NEIGHBOURS = """
A network gets numbers, not a picture. Read out row by row they form a [[vector]], and a [[fully connected layer|fully
connected]] network starts from that: to it, the pixel above is no nearer than one in the far corner.

Shuffle the [[pixels]], always in the same way. Every number is still there, and a fully connected network would
learn just as well. You no longer see a digit, because you see by **neighbours**. So does a [[convolution]].
"""
CORTEX = """
In the **visual cortex**, cells of the first layer each watch a small patch and fire at an edge of one direction (Hubel,
Wiesel 1959). Later layers watch the earlier ones and answer to corners, to shapes, to faces. A convolutional network is
built alike: its first [[filters]] find edges, the next ones put these together.
"""
HALVES = """
A [[convolutional neural network]] has two halves. **Feature learning**: [[convolution]], [[ReLU]] and [[pooling]],
again and again, each layer looking at what the last one found; nobody says what a good [[feature]] is, it is learned.
**Classification**: [[fully connected layer|fully connected]] layers and [[softmax]], which name it.
"""
SAVING = """
A convolution looks everywhere with the same few [[weights]]. A fully connected layer between the same two
[[volumes]] learns a weight for every pair of numbers, and an edge anew for every place.
"""
QUESTIONS = (
    Question(
        "All pixels of all pictures are shuffled in one and the same way. Who can still learn to read the digits?",
        (
            Answer("A convolutional network", "It searches among neighbours, and these are no longer neighbours."),
            Answer(
                "A fully connected network",
                "For it the order of the numbers never meant anything, so nothing is lost.",
                is_right=True,
            ),
            Answer("Neither: the information is gone", "Not one number is lost, only who is beside whom."),
        ),
    ),
    Question(
        "What do the first layers of a convolutional network find, as those of the visual cortex do?",
        (
            Answer("Whole digits", "Those come at the end, put together of what was found before."),
            Answer("Edges of a direction", "Small and simple things, found at any place.", is_right=True),
            Answer("The mean brightness", "It hardly tells one digit from another."),
        ),
    ),
    Question(
        "Why has a convolution so few parameters?",
        (
            Answer(
                "One filter's weights serve every place",
                "What finds an edge here finds it there: it is learned once.",
                is_right=True,
            ),
            Answer("It sees only the middle of the picture", "It walks over all of it."),
            Answer("It rounds its weights", "They are numbers as exact as any other layer's."),
        ),
    ),
)
