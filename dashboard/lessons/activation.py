"""Lesson: what an activation function is, and why a network needs one."""

from dashboard.lessons.question import Answer, Question

RELU = """
A [[convolution]] multiplies and adds, so its numbers may be negative: *here it looks like the opposite of what I
search*. [[ReLU]] answers max(0, x): what is below zero becomes zero, all else stays. It looks at every number by
itself.
"""
WHY = """
Put two convolutions one after the other with nothing between, and **one larger filter does the same**: multiplying
and adding, then multiplying and adding again, is still multiplying and adding. A hundred layers would see no more
than one. The bent function between them breaks that, and only then do layers build on each other.
"""
OTHERS = {
    "relu": "Zero below zero, unchanged above. It costs next to nothing, and its slope is 1 wherever it answers, so "
    "that gradients come back undiminished (Nair, Hinton 2010).",
    "leaky_relu": "As ReLU, but a hundredth of what is negative leaks through, so that a unit that is always below "
    "zero can still learn its way back (Maas, Hannun, Ng 2013).",
    "gelu": "x times the share of a bell curve that lies below x: ReLU with a soft corner, at home in transformers "
    "(Hendrycks, Gimpel 2016).",
    "silu": "x times the sigmoid of x, also called swish: a soft corner that dips below zero (Elfwing, Uchibe, Doya "
    "2017).",
    "tanh": "Everything between −1 and 1, as in LeNet-5. Large numbers all come out alike, and there the slope is "
    "nearly zero: little to learn from.",
    "sigmoid": "Everything between 0 and 1, with one half at zero. The oldest of them; in deep networks its small "
    "slope makes gradients fade.",
}
"""What each function does, in a sentence or two."""

QUESTIONS = (
    Question(
        "A feature map of 26×26 goes through ReLU. How many numbers come out?",
        (
            Answer("Only the positive ones", "The negative ones become zeros, and a zero is a number too."),
            Answer("13×13", "Nothing gets smaller here: that is the work of [[pooling]]."),
            Answer(
                "26×26", "Every number is answered by one number in its place, so no volume changes its size.", True
            ),
        ),
    ),
    Question(
        "What does a ReLU layer learn while a network trains?",
        (
            Answer(
                "Nothing",
                "max(0, x) has no [[weights]], and nothing to choose either: no [[hyperparameter]].",
                True,
            ),
            Answer(
                "Where to cut off",
                "It always cuts at zero. The [[bias]] of the layer before moves the numbers up or down.",
            ),
            Answer("One weight for each map", "That would be a learned slope; ReLU itself has none."),
        ),
    ),
    Question(
        "Two 3×3 convolutions with nothing between them can be replaced by one filter of which size?",
        (
            Answer("3×3", "The second one looks at neighbours of neighbours, so together they reach farther."),
            Answer("5×5", "3 + 3 − 1 = 5, and what comes out is the same to the last digit.", True),
            Answer(
                "There is no such filter", "There is one: sums of products of sums of products are sums of products."
            ),
        ),
    ),
)
