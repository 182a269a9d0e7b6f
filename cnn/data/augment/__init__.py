"""Changes that leave a digit the same digit, made to a whole batch on its device, each image with its own draw."""

from cnn.data.augment.augmentation import Augmentation

__all__ = ["Augmentation"]
