"""Lesson: one step of gradient descent."""

from dashboard.lessons.question import Answer, Question

STEP = """
A network starts from random [[weights]] and is told only how wrong it is: the [[loss]] of a [[batch]] of images. The
[[gradient]] says, for every single weight, how fast the loss would grow if that weight grew. So each weight takes a
small step **against** it. That is all of learning, repeated some thousand times, always with the next batch.
"""
RATE = """
The gradient is a slope, and a slope holds only close by: the dotted line is what it promises, the curve is what comes.
The [[learning rate]] says how far to trust it. Too small, and most of the way is left; too large, and the step lands
on the other side of the valley, higher than before.
"""
OWN = """
All weights of all layers step together; the filters here are those of the first layer alone. [[Backpropagation]] finds
all their gradients in one pass from the loss back to the picture. Training does better than this plain step: momentum,
and a rate of its own for each weight (Adam), but what they follow is this gradient.
"""
VERDICTS = {
    "flat": "Nothing is left to fall here: at no rate does the loss of this batch get noticeably smaller.",
    "too small": "**Too small**: it goes down, but most of the way is left.",
    "right": "**About right**: more than half of the best that one step can do.",
    "too large": "**Too large**: it goes past the bottom of the valley.",
}
QUESTIONS = (
    Question(
        "The gradient of a weight is +2. What does a step of gradient descent do to that weight?",
        (
            Answer("It grows", "A positive gradient says that the loss grows with this weight: that is uphill."),
            Answer("It shrinks", "Against the gradient: weight − rate × 2.", True),
            Answer("It becomes 2", "The gradient says how steep it is, not where the weight should be."),
        ),
    ),
    Question(
        "After a step the loss of the batch is higher than before. What is most likely?",
        (
            Answer(
                "The learning rate is too large",
                "The gradient points downhill, but the step was so long that it overshot the valley.",
                True,
            ),
            Answer("The gradient points the wrong way", "Close by, going against it always makes the loss smaller."),
            Answer("The learning rate is too small", "A tiny step goes down, only by little."),
        ),
    ),
    Question(
        "Thirty steps on one batch bring its loss close to zero. Is the network good now?",
        (
            Answer(
                "Not yet",
                "It may know these few images by heart. Training takes another batch at every step, and the "
                "[[validation part]] tells how it reads what it has never seen.",
                True,
            ),
            Answer("Yes", "The loss of these images says nothing about others: that would be [[overfitting]]."),
        ),
    ),
)
