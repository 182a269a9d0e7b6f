"""Lesson: how a filter finds the same thing anywhere, and how large its map is."""

from dashboard.lessons.question import Answer, Question

QUESTION = """
How does a small square of numbers find an edge? It walks over the picture as a [[filter]], and each stop gives one
number of its [[feature map]].
"""
FILTER = """
A [[filter]] ([[kernel]], [[feature detector]]) is a small square of [[weights]]. At each position every [[pixel]] under
it is multiplied by the weight that lies on it, and the products are added up: one number that is large where the
picture looks like what the filter searches. A filter made by hand sees pixels here from 0, empty, to 255, full ink; a
network divides them by 255 first and adds a [[bias]] to each sum.
"""
FEATURE_MAP = """
All these numbers together are the [[feature map]] ([[activation map]], [[convolved feature]]): orange above zero, blue
below, grey still to come. The same few weights serve everywhere, so an edge is found wherever it lies. The patch under
the filter is the [[receptive field]] of one number.
"""
STRIDE_AND_PADDING = """
The [[stride]] is how far the filter moves at each step; a larger one gives a smaller map. [[Padding]] is a ring of
zeros around the picture, so that the border is seen as often as the middle and the map need not shrink. Where the
last step would leave the picture it is not made, and the pixels it would have reached are never seen: they are covered
in orange.
"""
WORDS = (FILTER, FEATURE_MAP, STRIDE_AND_PADDING)
DEPTH = """
A layer has K filters, and each walks over the same picture and finds something else. Their maps lie one behind the
other: K is the [[depth]] of the output [[volume]]. The next layer's filters are then K deep and look at all maps at
once.
"""
NOTHING_DRAWN = "Draw a digit on the pad; it is looked at as soon as there is ink."
QUESTIONS = (
    Question(
        "A filter of 5×5 walks over 32×32 pixels with stride 1 and no padding. How large is its feature map?",
        (
            Answer("32×32", "The filter has no place with its middle on the border; padding 2 would give it one."),
            Answer("28×28", "(32 − 5)/1 + 1 = 28 places along each side.", is_right=True),
            Answer("27×27", "That is how often it moves. It also stands at the first place: 27 + 1."),
        ),
    ),
    Question(
        "A layer has 12 filters of 5×5 and gets a colour picture. How deep is one filter, how deep is the output?",
        (
            Answer("3 and 12", "A filter looks at all channels at once; each gives one map.", is_right=True),
            Answer("1 and 36", "A filter isn't used on each channel by itself: its three sums are added up to one."),
            Answer("12 and 3", "The depth of the output is the number of [[filters]], whatever the input."),
        ),
    ),
    Question(
        "Why does a filter that finds the stroke of a 1 in the middle find it at the border as well?",
        (
            Answer("It is trained on all places", "It need not be: it has no weights that belong to a place."),
            Answer(
                "The same weights are used at every place",
                "One filter is shared by the whole picture; it is what saves so many [[parameters]].",
                is_right=True,
            ),
            Answer("Padding moves the stroke to the middle", "Padding only adds zeros around the picture."),
        ),
    ),
)
