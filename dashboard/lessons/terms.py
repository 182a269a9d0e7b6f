"""The words of the field, in the order in which the pages teach them."""

from __future__ import annotations

from dataclasses import dataclass

SEEING, PICTURE, CONVOLUTION = "learn/seeing.py", "learn/picture.py", "learn/convolution.py"
ACTIVATION, POOLING, CLASSIFYING = "learn/activation.py", "learn/pooling.py", "learn/classifying.py"
LOSS, LAYERS, DESCENT, EXPERIMENTS = "learn/loss.py", "learn/layers.py", "learn/descent.py", "learn/experiments.py"
DESIGN, TRAIN = "model/design.py", "train/train.py"


@dataclass(frozen=True)
class Term:
    """A word of the field.

    also: other names of the same thing, and abbreviations. meaning: plain text, one or two sentences.
    page: the page, a file below ``pages/``, where it is first seen.
    """

    word: str
    also: tuple[str, ...]
    meaning: str
    page: str

    @property
    def names(self) -> tuple[str, ...]:
        return (self.word, *self.also)


TERMS = (
    Term(
        "neural network",
        ("network", "model"),
        "A chain of layers that turns numbers into other numbers. What it computes is set by its weights, which it "
        "learns from examples.",
        SEEING,
    ),
    Term(
        "convolutional neural network",
        ("CNN", "ConvNet", "convolutional network"),
        "A network that begins with convolutions: small filters that look at every place of a picture in turn, so that "
        "neighbours stay neighbours.",
        SEEING,
    ),
    Term(
        "vector",
        (),
        "A flat row of numbers. A picture read out row after row is one, and no longer says which pixels were "
        "neighbours.",
        SEEING,
    ),
    Term(
        "feature",
        (),
        "Something in a picture that helps to tell what it shows: an edge, a corner, a loop. Early layers find simple "
        "ones, later layers put them together.",
        SEEING,
    ),
    Term(
        "parameter",
        ("weight",),
        "A number that a network learns by itself: the weights of its filters and connections, and its biases.",
        SEEING,
    ),
    Term("pixel", (), "The smallest square of a picture: one number from 0 to 255 for each channel.", PICTURE),
    Term(
        "channel",
        (),
        "One of the layers of numbers that a picture is made of: one for grey, three for red, green and blue.",
        PICTURE,
    ),
    Term(
        "volume",
        ("tensor",),
        "Numbers in a block of width × height × depth. A picture is one, and so is what a convolution makes of it.",
        PICTURE,
    ),
    Term(
        "depth",
        (),
        "How many sheets of numbers a volume has: the channels of a picture, and after a convolution one feature map "
        "for each of its K filters.",
        PICTURE,
    ),
    Term(
        "normalisation",
        ("scaling",),
        "Bringing all inputs to one scale before a network sees them: here 0 to 255 is divided by 255 and becomes "
        "0 to 1.",
        PICTURE,
    ),
    Term(
        "convolution",
        ("convolutional layer", "CONV layer"),
        "Sliding filters over a volume. At each place the numbers under the filter are multiplied by its weights and "
        "added up; each filter gives one feature map.",
        CONVOLUTION,
    ),
    Term(
        "filter",
        ("kernel", "feature detector"),
        "A small square of weights, as deep as its input, that answers strongly where the picture looks like what it "
        "searches for.",
        CONVOLUTION,
    ),
    Term(
        "feature map",
        ("activation map", "convolved feature"),
        "All the numbers that one filter gives on its walk, each at the place where it was found.",
        CONVOLUTION,
    ),
    Term(
        "receptive field",
        (),
        "The patch of the input on which one number depends: as large as the filter after one convolution, larger "
        "after every further layer.",
        CONVOLUTION,
    ),
    Term(
        "stride",
        (),
        "How many pixels a filter or a pooling window moves at each step, written S. A larger one gives a smaller map.",
        CONVOLUTION,
    ),
    Term(
        "padding",
        ("zero padding",),
        "A ring of zeros around the input, P pixels wide, so that a filter can be centred on the border and the map "
        "need not shrink.",
        CONVOLUTION,
    ),
    Term(
        "bias",
        (),
        "One learned number added to every place of a feature map, or to a unit: it shifts how easily that fires.",
        CONVOLUTION,
    ),
    Term(
        "ReLU",
        ("rectified linear unit",),
        "The activation max(0, x): what is negative becomes zero, everything else stays.",
        ACTIVATION,
    ),
    Term(
        "activation function",
        ("activation", "non-linearity"),
        "A bent function applied to every single number between two layers. Without one, many layers could do no more "
        "than a single one.",
        ACTIVATION,
    ),
    Term(
        "pooling",
        ("subsampling", "downsampling", "max pooling", "average pooling"),
        "Keeping one number of each small window, its largest or its mean. Maps become smaller, and it matters less "
        "where exactly a feature lies.",
        POOLING,
    ),
    Term(
        "flatten",
        ("flattening",),
        "Reading a volume out as one vector of W·H·D numbers, so that fully connected layers can take it.",
        CLASSIFYING,
    ),
    Term(
        "fully connected layer",
        ("dense layer", "fully connected", "FC"),
        "A layer in which every number of the input has its own weight to every unit of the output.",
        CLASSIFYING,
    ),
    Term(
        "class",
        ("label",),
        "What an image is to be told as: here one of the digits. The label of an image is its true class.",
        CLASSIFYING,
    ),
    Term(
        "logits",
        ("logit", "score"),
        "What the last layer gives: one number a class, of any size and sign. The largest names the answer.",
        CLASSIFYING,
    ),
    Term(
        "softmax",
        (),
        "Turns logits into probabilities: e to the power of each, divided by the sum of all of them.",
        CLASSIFYING,
    ),
    Term(
        "temperature",
        (),
        "A number that the logits are divided by before softmax. Above 1 the probabilities come closer to each other, "
        "below 1 they part.",
        CLASSIFYING,
    ),
    Term(
        "one-hot",
        ("one-hot encoding", "one-hot label"),
        "A label written as a row of zeros with a single 1 at the place of its class.",
        LOSS,
    ),
    Term(
        "loss", ("cost", "objective"), "One number that says how wrong a network is; training makes it smaller.", LOSS
    ),
    Term(
        "cross-entropy",
        ("log loss",),
        "The loss of a classifier: minus the logarithm of the probability it gave to the true class.",
        LOSS,
    ),
    Term(
        "label smoothing",
        (),
        "Taking a small share of a label from its class and spreading it over all, so that a network gains nothing by "
        "growing ever more certain.",
        LOSS,
    ),
    Term("accuracy", (), "The share of images that are told right.", LOSS),
    Term("gradient", (), "For each weight, how fast the loss grows when that weight grows a little.", DESCENT),
    Term(
        "gradient descent",
        ("SGD", "stochastic gradient descent"),
        "Learning by small steps: every weight moves against its gradient, so that the loss falls.",
        DESCENT,
    ),
    Term(
        "backpropagation",
        ("backward pass",),
        "How the gradients of all layers are found in one pass from the loss back to the picture, by the chain rule.",
        DESCENT,
    ),
    Term(
        "learning rate",
        (),
        "How large a step is: what the gradient is multiplied by. Too small is slow, too large overshoots.",
        DESCENT,
    ),
    Term(
        "batch",
        ("mini-batch", "batch size"),
        "The images that are looked at together for one step; their losses are averaged.",
        DESCENT,
    ),
    Term("epoch", (), "One pass through all training images.", DESCENT),
    Term(
        "overfitting",
        (),
        "Learning the training images by heart: better and better on them, no better or worse on new ones.",
        EXPERIMENTS,
    ),
    Term(
        "validation part",
        ("validation set", "validation"),
        "Images that are kept back from training, to see how well the network does on what it has not seen.",
        EXPERIMENTS,
    ),
    Term(
        "dropout",
        (),
        "Setting a random share of the numbers to zero while training, so that no unit can rely on a single other one.",
        DESIGN,
    ),
    Term(
        "batch normalisation",
        ("batch norm",),
        "Bringing each feature map to mean 0 and variance 1 over the batch, then scaling and shifting it by two "
        "learned numbers. Training becomes steadier.",
        DESIGN,
    ),
    Term(
        "hyperparameter",
        ("setting",),
        "What a person chooses and the network doesn't learn: number and size of filters, learning rate, epochs.",
        TRAIN,
    ),
    Term(
        "augmentation",
        ("data augmentation",),
        "Turning, moving, bending training images a little at random, so that the network sees each one in many forms.",
        TRAIN,
    ),
    Term(
        "ensemble",
        (),
        "Several networks that answer together: the mean of their probabilities is more often right than each alone.",
        TRAIN,
    ),
)
