"""Lesson: a picture is a volume of numbers, brought to one scale before a network sees it."""

from dashboard.lessons.question import Answer, Question

MATRIX = """
To a network this is the picture: a matrix of [[pixels]], each a number from 0, nothing, to 255, full ink or full light.
Point at one to read it, or click it. No stroke and no digit is in there; whatever is found has to be found in these
numbers.
"""
VOLUME = """
A picture is a [[volume]]: width × height × [[depth]]. A grey picture has depth 1. A colour picture has depth 3, one
sheet of numbers for each [[channel]]: how much red, green and blue light a pixel gives. White is much of all three,
black is none. A network gets the three sheets behind each other and never sees a colour.
"""
NORMALISATION = """
Before anything else all numbers are divided by 255, so that they lie between 0 and 1: [[normalisation]]. Nothing about
the picture changes, only the scale. But a network begins with small random [[weights]] and learns by small steps, and
both are made for inputs around 1; from 0 to 255 its first steps would be 255 times as large. The same function treats
the images it learns from, those it is asked about and what you draw.
"""
QUESTIONS = (
    Question(
        "How many numbers is a colour picture of 32×32 pixels?",
        (
            Answer("1,024", "That is one number a pixel; a colour picture has three."),
            Answer("3,072", "32 × 32 × 3: width times height times [[depth]].", is_right=True),
            Answer("96", "32 × 3 would be a single row of it."),
        ),
    ),
    Question(
        "A network learned from numbers between 0 and 1. What does it make of a picture from 0 to 255?",
        (
            Answer("The same: it is the same picture", "To you; the network gets other numbers than it ever met."),
            Answer(
                "Something else: every sum in it is far larger",
                "Each product is 255 times as large, but no [[bias]] is. That is why one function treats them all.",
                is_right=True,
            ),
            Answer("PyTorch divides by 255 itself", "It multiplies and adds what it gets, and nothing else."),
        ),
    ),
    Question(
        "What does a network know of a pixel besides its numbers?",
        (
            Answer("To which stroke it belongs", "That is for the network to find out."),
            Answer("Where it lies", "Its row and column are its place in the matrix.", is_right=True),
            Answer("Which pixels look like it", "It finds likeness only by the [[filters]] it learns."),
        ),
    ),
)
