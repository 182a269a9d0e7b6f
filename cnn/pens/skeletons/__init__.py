"""The shapes of the ten digits, a file each.

They follow what schools teach and hands make of it: the 1 of Central Europe has a long flag, elsewhere a foot or
neither; the 7 has a crossbar in most of Europe and Latin America; the 4 is open or closed, the 5 written in one stroke
or two, the 9 straight or hooked. A 0 with a slash is not among them: MNIST has none, and a reader may take it for an 8.
"""

from cnn.pens.skeletons import eight, five, four, nine, one, seven, six, three, two, zero

SKELETONS = (
    *zero.SHAPES,
    *one.SHAPES,
    *two.SHAPES,
    *three.SHAPES,
    *four.SHAPES,
    *five.SHAPES,
    *six.SHAPES,
    *seven.SHAPES,
    *eight.SHAPES,
    *nine.SHAPES,
)
