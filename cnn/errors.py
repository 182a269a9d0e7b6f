"""What can go wrong for a reason a person can mend.

Every message is one sentence (or two) that says what was found, what was expected and how to mend it. Pages and the
command line show the message and nothing else; any other exception is a defect of the program.
"""


class CnnError(Exception):
    """The root of all the errors a visitor can cause and mend."""


class DataError(CnnError):
    """A data set, a table, an archive or a picture is not what it should be."""


class SpecError(CnnError):
    """An architecture breaks a rule of its layers."""


class ShelfError(CnnError):
    """A network of one's own cannot be found, read or kept under that name."""


class ConfigError(CnnError):
    """A setting is unknown, out of its bounds, or at odds with another."""


class RunError(CnnError):
    """A run does not exist, is ambiguous, unreadable, or not in the state that was needed."""


class TrainingError(CnnError):
    """Training cannot go on, and says why."""


class DrawingError(CnnError):
    """A picture or drawing cannot be read as a digit."""


class SubmissionError(CnnError):
    """A submission is not what the competition accepts."""


class VisitorError(CnnError):
    """Someone is not who they say, has no right to what they ask, or has used up what a visitor may have."""


class ExportError(CnnError):
    """A model cannot be written in a format, or what was handed over is no model that was exported here."""


class ExplanationError(CnnError):
    """Why a network reads what it reads cannot be told: a package is missing, or the network has no such layer."""


class SweepError(CnnError):
    """A search does not exist, cannot be begun, or where searches are kept cannot be reached."""
