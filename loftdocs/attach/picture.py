"""A picture as a page: A4, upright or on its side as the picture is, tagged as a figure with its text."""

from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image, ImageCms, ImageOps

from loftdocs.attach.limits import A4, MOST_PIXELS, TooMuch
from loftdocs.bundle import LANGUAGE
from loftdocs.bundle.structure import StructureTree

_MARGIN = 57.0  # points, 20 mm: a number of the page's own has room below
_LEAST_DPI, _MOST_DPI = 110.0, 300.0
_QUALITY = 90


def is_picture(data: bytes) -> bool:
    return data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"))


def page_of(data: bytes, text: str) -> Pdf:
    """The page of a picture in PNG or JPEG; ``text`` stands for it where it cannot be seen.

    Raises `TooMuch` for more pixels than any paper has, `OSError` and `SyntaxError` for what Pillow cannot read.
    """
    Image.MAX_IMAGE_PIXELS = None  # asked below, and told in Swedish
    with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise TooMuch(f"{opened.width} gånger {opened.height} bildpunkter")
        photograph = opened.format == "JPEG"
        image = _plain(opened)
    wide = image.width > image.height
    width, height = (A4[1], A4[0]) if wide else A4
    scale = min((width - 2 * _MARGIN) / image.width, (height - 2 * _MARGIN) / image.height, 72 / _LEAST_DPI)
    if 72 / scale > _MOST_DPI:
        less = 72 / scale / _MOST_DPI
        image = image.resize((max(1, round(image.width / less)), max(1, round(image.height / less))))
        scale *= less
    return _page(image, photograph, text, (width, height), scale)


def _plain(opened: Image.Image) -> Image.Image:
    """The picture the right way up, in grey or in sRGB, on white."""
    upright = ImageOps.exif_transpose(opened)
    profile = opened.info.get("icc_profile")
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        clear = upright.convert("RGBA")
        upright = Image.new("RGB", clear.size, "white")
        upright.paste(clear, mask=clear.getchannel("A"))
    if profile and upright.mode in ("RGB", "CMYK"):
        try:
            own = ImageCms.ImageCmsProfile(BytesIO(profile))
            made = ImageCms.profileToProfile(upright, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
            upright = made or upright
        except (ImageCms.PyCMSError, OSError):
            pass  # a profile that is none: the colours are taken as they are
    return upright if upright.mode in ("L", "RGB") else upright.convert("L" if upright.mode == "1" else "RGB")


def _page(image: Image.Image, photograph: bool, text: str, size: tuple[float, float], scale: float) -> Pdf:
    pdf = Pdf.new()
    pdf.add_blank_page(page_size=size)
    page = pdf.pages[0].obj
    drawn = pdf.make_stream(_packed(image) if photograph else image.tobytes())
    drawn.Type, drawn.Subtype, drawn.BitsPerComponent = Name.XObject, Name.Image, 8
    drawn.Width, drawn.Height = image.width, image.height
    drawn.ColorSpace = Name.DeviceGray if image.mode == "L" else Name.DeviceRGB
    if photograph:
        drawn.Filter = Name.DCTDecode
    width, height = image.width * scale, image.height * scale
    left, bottom = (size[0] - width) / 2, size[1] - _MARGIN - height
    place = f"{width:.2f} 0 0 {height:.2f} {left:.2f} {bottom:.2f}"
    page.Resources = Dictionary(XObject=Dictionary(Bild=drawn))
    page.Contents = pdf.make_stream(f"/Figure <</MCID 0>> BDC q {place} cm /Bild Do Q EMC".encode())
    page.Tabs = Name.S
    box = Array([round(side, 2) for side in (left, bottom, left + width, bottom + height)])
    place_on_page = Dictionary(O=Name.Layout, Placement=Name.Block, BBox=box)
    tree = StructureTree(pdf)
    tree.tag_page(page, 0, Name.Figure, Alt=pikepdf.String(text), A=place_on_page)
    tree.close()
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.Lang = pikepdf.String(LANGUAGE)
    return pdf


def _packed(image: Image.Image) -> bytes:
    written = BytesIO()
    image.save(written, "JPEG", quality=_QUALITY)
    return written.getvalue()
