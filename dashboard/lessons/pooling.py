"""Lesson: what pooling keeps and what it throws away."""

from dashboard.lessons.question import Answer, Question

POOLING = """
A window walks over the [[feature map]] and keeps **one number of each place**: the largest (*is what I search
anywhere here?*) or the mean (*how much of it is here?*). It learns nothing; its size F and its [[stride]] S are
chosen.
"""
WHY = """
Fewer numbers are less work for every layer that follows, and fewer [[weights]] in the [[fully connected layer]] at
the end, so less to learn by heart: that is how pooling works against [[overfitting]]. And where in its window the
largest number sat is forgotten, so that a stroke a pixel farther gives almost the same. Without overlap a stroke may
still cross from one window into the next: the change gets smaller, it does not vanish.
"""
QUESTIONS = (
    Question(
        "A 2×2 window moves with stride 2. What share of the numbers is gone afterwards?",
        (
            Answer("Half", "The width is halved, but so is the height: a quarter is left."),
            Answer("Three quarters", "One number of each four is kept, whichever kind of pooling.", True),
            Answer("A quarter", "A quarter is what is left."),
        ),
    ),
    Question(
        "A map is 7 wide; F = 2, S = 2. How wide is the pooled map?",
        (
            Answer(
                "4", "The fourth window would need an eighth column. Some programs add one of zeros; PyTorch does not."
            ),
            Answer("3.5", "There is no half window: the division is rounded down."),
            Answer("3", "⌊(7 − 2)/2⌋ + 1 = 3. The last column is never seen.", True),
        ),
    ),
    Question(
        "64 feature maps are pooled. How many come out?",
        (
            Answer("64", "Each map is pooled by itself, so D2 = D1: only width and height shrink.", True),
            Answer("32", "Pooling never mixes maps. A [[convolution]] with 32 filters would."),
            Answer("16", "That is what happens to the numbers of each map at 2×2, not to the [[depth]]."),
        ),
    ),
)
