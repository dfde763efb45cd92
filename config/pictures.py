"""A picture for each thing to bring: the hall's own choice, else one that fits its name, else a sheet of paper."""

from __future__ import annotations

from collections.abc import Mapping

DEFAULT = "file-text"
BY_WORD = (
    ("身份证", "id"),
    ("户口", "book-2"),
    ("照片", "photo"),
    ("银行卡", "credit-card"),
    ("残疾", "wheelchair"),
    ("医保", "stethoscope"),
    ("社保", "shield-check"),
    ("结婚", "rings"),
    ("出生", "baby-carriage"),
    ("退役", "military-award"),
    ("优待", "military-award"),
    ("军人", "military-award"),
    ("草原", "map-2"),
    ("土地", "map-2"),
    ("房", "home-2"),
    ("场所", "building-store"),
    ("营业执照", "building-store"),
    ("发票", "receipt"),
    ("合同", "contract"),
    ("协议", "contract"),
    ("申请", "writing"),
    ("委托", "signature"),
    ("签名", "signature"),
    ("证明", "rubber-stamp"),
    ("证", "certificate"),
)
"""Words of Chinese names and their icons, the first that is contained counts."""


def picture_of(name: Mapping[str, str], own: Mapping[str, str]) -> str:
    """The icon (@tabler/icons, outline) of a thing; ``own`` is the hall's choice by any of the thing's names."""
    chosen = next((own[text] for text in name.values() if text in own), None)
    chinese = name.get("zh-CN", "")
    return chosen or next((icon for word, icon in BY_WORD if word in chinese), DEFAULT)
