"""Lesson: a whole network at work on one picture."""

from dashboard.lessons.question import Answer, Question

READ = "Click on a layer, on one of its maps, and into the map, to ask where a number comes from."

LOOK = """
Each column is a layer, each square one of its [[feature map|feature maps]] for this one picture: orange above zero,
blue below, blank where nothing is found. The first maps answer to edges, and each of their numbers sees only a few
pixels. Every further layer sees more of the picture, its [[receptive field]] grows, and its maps get coarser: they say
*something like this is here*, and less and less where exactly.
"""
SUMS = """
Every number of a [[convolution]] is one sum: the numbers under the [[filter]] times its [[weights]], through **all**
maps of the layer before. A filter of the second layer is therefore as deep as the first layer has maps. That is how
edges are put together to corners, corners to loops, and in the end loops and strokes to a digit.
"""

QUESTIONS = (
    Question(
        "A layer takes 32 maps and has 64 filters of 3×3. How deep is one of its filters?",
        (
            Answer("1", "It would see one map only, and could never put an edge and a corner together."),
            Answer(
                "32", "A filter reaches through all maps of its input: 3×3×32 weights, added up to one number.", True
            ),
            Answer("64", "That is how many filters there are, so the depth of what comes out."),
        ),
    ),
    Question(
        "Why does a number of a late layer depend on a larger patch of the picture than one of the first?",
        (
            Answer(
                "Its filter sees numbers that each saw a patch already",
                "3×3 of 3×3 is 5×5, and where pooling has thrown out every other number it grows twice as fast.",
                True,
            ),
            Answer("Later layers have larger filters", "They are often of the very same size, 3×3 throughout."),
            Answer("The picture has become smaller", "The maps have, not the patch of the picture behind each number."),
        ),
    ),
    Question(
        "A map is blank for this picture. Is its filter useless?",
        (
            Answer("Yes", "It may be the one that fires for another digit: look at it with other pictures first."),
            Answer(
                "Not necessarily",
                "It found nothing of what it searches in this picture. One that stays blank for every picture does "
                "nothing, and is called dead.",
                True,
            ),
        ),
    ),
)
