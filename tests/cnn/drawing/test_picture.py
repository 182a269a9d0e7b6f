"""Picture files are judged by their content, and refused with a sentence before they can do harm."""

import io
import struct
import tracemalloc
import zlib

import numpy as np
import pytest
from PIL import Image

from cnn.drawing import normalise, read_picture
from cnn.errors import DrawingError


def encoded(image, form="PNG", **options):
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


def with_size(png, width, height):
    """The PNG with another size in its header, its check sum set right."""
    header = struct.pack(">II", width, height) + png[24:29]
    return png[:16] + header + struct.pack(">I", zlib.crc32(b"IHDR" + header)) + png[33:]


@pytest.fixture
def tones():
    return np.random.default_rng(0).integers(0, 256, (12, 9), np.uint8)


@pytest.mark.parametrize(("mode", "shape"), [("L", (12, 9)), ("RGB", (12, 9, 3)), ("RGBA", (12, 9, 4))])
def test_a_png_gives_its_pixels(tones, mode, shape):
    image = Image.fromarray(tones).convert(mode)
    pixels = read_picture(encoded(image))
    assert pixels.shape == shape
    assert np.array_equal(pixels, np.asarray(image))


def test_a_path_is_read_whatever_its_ending(tones, tmp_path):
    path = tmp_path / "digit.csv"
    path.write_bytes(encoded(Image.fromarray(tones)))
    assert np.array_equal(read_picture(path), tones)


def test_a_jpeg_is_turned_upright_by_its_orientation():
    wide = np.zeros((40, 80), np.uint8)
    wide[:, :20] = 255
    exif = Image.Exif()
    exif[0x0112] = 6  # to be shown turned a quarter clockwise
    pixels = read_picture(encoded(Image.fromarray(wide), "JPEG", exif=exif))
    assert pixels.shape == (80, 40)
    assert pixels[5].mean() > 200 > 50 > pixels[-5].mean()


def test_sixteen_bits_are_scaled_not_clipped():
    deep = np.array([[0, 256, 32_768, 65_535]], np.uint16)
    assert read_picture(encoded(Image.fromarray(deep))).tolist() == [[0, 1, 128, 255]]


@pytest.mark.parametrize("mode", ["P", "1", "LA", "CMYK"])
def test_other_ways_to_store_colours_are_read(tones, mode):
    form = "JPEG" if mode == "CMYK" else "PNG"
    pixels = read_picture(encoded(Image.fromarray(tones).convert("RGB" if mode == "P" else "L").convert(mode), form))
    assert pixels.dtype == np.uint8
    assert pixels.shape[:2] == (12, 9)


def test_a_palette_with_a_transparent_ground_keeps_it():
    image = Image.new("P", (6, 6), 0)
    image.putpalette([0, 0, 0, 10, 20, 30])
    image.putpixel((2, 2), 1)
    pixels = read_picture(encoded(image, transparency=0))
    assert pixels[0, 0, 3] == 0
    assert pixels[2, 2].tolist() == [10, 20, 30, 255]


def test_one_pixel_is_a_picture_with_nothing_on_it():
    pixels = read_picture(encoded(Image.new("RGB", (1, 1), (9, 9, 9))))
    assert pixels.shape == (1, 1, 3)
    assert normalise(pixels).image is None


def test_a_huge_picture_is_refused_before_it_is_decoded():
    bomb = with_size(encoded(Image.new("L", (8, 8))), 20_000, 20_000)
    tracemalloc.start()
    try:
        with pytest.raises(DrawingError, match=r"huge\.png is 20,000 × 20,000 pixels, more than the 40 million"):
            read_picture(bomb, name="huge.png")
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_an_animation_is_refused():
    frames = [Image.new("L", (8, 8), tone) for tone in (0, 255)]
    with pytest.raises(DrawingError, match="animated"):
        read_picture(encoded(frames[0], save_all=True, append_images=frames[1:]))


@pytest.mark.parametrize("form", ["GIF", "BMP", "TIFF", "WEBP"])
def test_other_formats_are_refused_by_content(tones, tmp_path, form):
    path = tmp_path / "digit.png"
    path.write_bytes(encoded(Image.fromarray(tones), form))
    with pytest.raises(DrawingError, match=r"digit\.png is neither a PNG nor a JPEG"):
        read_picture(path)


@pytest.mark.parametrize(
    "content", [b"", b"label,pixel0\n1,0\n", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"\xff\xd8\xff\xe0\x00"]
)
def test_what_is_no_picture_is_refused(content):
    with pytest.raises(DrawingError):
        read_picture(content)


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_truncated_picture_is_refused(form, share):
    noise = np.random.default_rng(0).integers(0, 256, (60, 60), np.uint8)
    content = encoded(Image.fromarray(noise), form)
    with pytest.raises(DrawingError, match="damaged"):
        read_picture(content[: int(len(content) * share)])


def test_damaged_bytes_never_escape_as_another_error():
    noise = np.random.default_rng(0).integers(0, 256, (20, 20, 3), np.uint8)
    rng = np.random.default_rng(1)
    for form in ("PNG", "JPEG"):
        content = encoded(Image.fromarray(noise), form)
        for _ in range(150):
            damaged = bytearray(content)
            for place in rng.integers(3, len(damaged), 3):
                damaged[place] = rng.integers(256)
            try:
                read_picture(bytes(damaged))
            except DrawingError:
                continue


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(DrawingError, match=r"nowhere\.png cannot be read"):
        read_picture(tmp_path / "nowhere.png")
