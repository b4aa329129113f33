"""The owners that stand at the head of a project's name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from kg.extract.boundary import HAN, Kind, Piece, View
from kg.extract.candidate import Candidate
from kg.extract.endings import SuffixIndex, endings, suffix_index
from kg.extract.industries import kind_of_thing
from kg.extract.park_heads import built_at

__all__ = ["project_owners"]

#: How far around a project's name a brand may stand once more.
_NEAR = 2000
#: How many times a brand is looked for, and how many characters of a firm's name may stand before it.
_SEEN, _AHEAD = 50, 12


def project_owners(view: View, index: SuffixIndex, listed: Sequence[int] = ()) -> Iterator[Candidate]:
    """Owners at the head of projects' names: a brand, with the word for its field (双良|50GW…项目, 金风科技|…项目).

    :param listed: where the names of projects end that have no ending of their own.
    """
    reached, sure = 0, view.pack.thresholds["program.owner"]
    projects, sites = suffix_index(view.pack, "program.project"), suffix_index(view.pack, "park.site")
    fields = view.pack.lexicon("owner_endings")
    since, after = view.pack.lexicon("since_words"), view.pack.pattern("since_then")
    for stop, word in sorted([*endings(view, index), *((end, "") for end in listed)]):
        if stop < reached:
            continue
        reached = stop + len(word)
        run = view.trimmed(view.run_before(stop, numbers=True), keep_generic=True)
        if len(run) > 1 and run[0].text in since and after.match(view.text, stop):
            run = run[1:]  # 继|恒驰电池项目落地之后
        if built_at(view, run):
            continue  # 在|花桥|建设|文创园项目
        place = run[0] if len(run) > 2 and run[0].kind is Kind.PLACE else None
        rest = run[1:] if place else run
        if place and len(place.text) > 2 and place.text.endswith(view.pack.endings("lower_divisions")):
            place = None  # 樊城区|奥杰|新能源汽车项目
        brand = [*takewhile(lambda p: p.kind is Kind.BRAND and HAN.match(p.text), rest)]
        brand = _unpraised(view, brand)
        # 昕|感|羊|业|产业化项目
        own = len(brand) == 4 and len(word) > 3 and "".join(p.text for p in brand[2:]) in fields
        if (len(brand) == len(rest) and not own) or rest[0].text[0].isdigit():
            continue  # 10GW|光伏|电池项目
        if place and not brand and _puts_out(view, rest):
            yield Candidate(place.start, rest[0].end, "company", "program.owner", sure, place.start)
            continue
        whole = 2 <= sum(len(p.text) for p in brand) <= 4
        begin = rest[0].start
        ahead = max(stop, reached - 2)  # where 项目 begins, which may be the head of a longer ending
        if word and word not in projects:
            end = _end_at_site(view, brand, stop) if whole and not (place and word in sites) else 0
        else:
            end = _end_of_owner(view, begin, brand[-1].end, ahead, place) if whole else _end_of_torn(view, begin, stop)
            end = end or (_before_goods(view, brand, stop) if whole else 0)
        if not end and whole and not own and _heads_firm(view, brand, stop):
            end = brand[-1].end  # 恒锐|健康小镇项目, where the article names 恒锐集团
        if end and view.text.endswith(view.pack.endings("town_endings"), begin, end):
            continue  # 丹灶镇|新能源汽车项目
        if end and view.text[end] not in view.pack.lexicon("festival_characters"):
            yield Candidate(place.start if place else begin, end, "company", "program.owner", sure, begin)


def _end_of_owner(view: View, begin: int, end: int, stop: int, place: Piece | None) -> int:
    """Where an owner ends whose brand is known; 0 where the brand is none of a firm's.

    :param begin: where the brand begins.
    :param end: where it ends.
    :param stop: where 项目 begins, or where a name without it ends.
    """
    fields, surnames = view.pack.lexicon("owner_endings"), view.pack.lexicon("surnames")
    text = view.text[begin:end]
    tail = next((n for n in (3, 2) if view.text[end : end + n] in fields), 0)
    works = bool(tail) and (_longer(view, end, tail) or view.pack.pattern("industry_of").match(view.text, end + tail))
    works = works or (bool(tail) and len(text) > 2 and view.text[end : end + tail] in view.pack.lexicon("mild_openers"))
    works = works or (bool(tail) and _of_another(view, text, view.text[begin : end + tail]))
    tail = 0 if works else tail  # 恒澜达|智能|激光设备
    if not tail and not works and _always(view, text, view.text[end : end + 2]):
        thing = view.pieces(end, stop)[0]
        works = len(thing.text) > 2 and thing.text[-1] in view.pack.lexicon("matter_ends")  # 恒锐|液压件
        works = works or _longer(view, end, 2)  # 恒锐|低空经济
        tail = 0 if works else 2  # 恒驰|传动
    end += tail
    person = len(text) == 3 and text[0] in surnames and view.text.count(text, max(0, stop - _NEAR), stop + _NEAR) > 1
    if not tail and view.pack.pattern("power_station").match(view.text, end):
        return 0  # 马头山|49.5MW风电场项目
    if (person and not tail) or _matter(view, text) or text.endswith(view.pack.endings("site_characters")):
        return 0
    lone = len(text) == 4 and view.pieces(begin, begin + 2)[0].end == begin + 1
    own_field = lone and text[2:] in fields  # 昕|感|羊|业, 昕|感|纳米, but not 伺服|电机
    output = view.text.startswith(view.pack.endings("output_verbs"), end)
    regional = view.pack.pattern("regional_part").match(view.text, end)  # 恒锐|华南总部项目
    goods = end - begin < 4 and text[-1] not in view.pack.lexicon("matter_ends")
    goods = goods and any(view.text.startswith(view.pack.endings(w), end) for w in ("goods_openers", "project_openers"))
    told = goods or own_field or output or regional or view.text[end].isdigit()
    told = told or (not place and _again(view, text, stop))
    owns = tail or works or told
    return end if owns and stop - end >= 2 else 0


def _end_at_site(view: View, brand: Sequence[Piece], stop: int) -> int:
    """Where an owner ends at the head of a site's name, which villages begin too: with a field that is only a firm's
    (恒澜|电气|智慧能源产业基地), or before the goods that it makes (恒澜|高端喷墨产业园); else 0.
    """
    end = brand[-1].end
    fields = view.pack.lexicon("firm_fields") | view.pack.lexicon("site_owner_endings")
    tail = next((n for n in (3, 2) if view.text[end : end + n] in fields), 0)
    if tail and not _longer(view, end, tail) and stop - end - tail >= 2:
        return end + tail
    text = view.text[brand[0].start : end]
    ground = _matter(view, text) or text.endswith(view.pack.endings("village_characters"))
    if view.text.startswith(view.pack.endings("output_verbs"), end) and not ground:
        return end
    return 0 if view.text.startswith(view.pack.endings("ground_openers"), end) else _before_goods(view, brand, stop)


def _before_goods(view: View, brand: Sequence[Piece], stop: int) -> int:
    """Where a brand of characters that make no word ends, right before what praises the goods (恒澜|高端|喷墨); else 0.

    Praise that goods have before them too must have a trade behind it (恒澜|绿色|新材料, but not 固废|智能|分拣).
    """
    end = brand[-1].end
    text = view.text[brand[0].start : end]
    whole = len(text) > 3 or not any(len(p.text) == 1 for p in brand)
    if whole or _matter(view, text) or text.endswith(view.pack.endings("village_characters")):
        return 0  # 岚东|智能家电产业园: it is called by its ground
    praise = next((w for w in view.pack.endings("goods_openers") if view.text.startswith(w, end)), "")
    if praise and stop - end - len(praise) >= 2:
        return end
    mild = next((w for w in view.pack.endings("mild_openers") if view.text.startswith(w, end)), "")
    goods = end + len(mild)
    trade = mild and any(view.text[goods : goods + n] in view.industries for n in (2, 3, 4))
    return end if trade else 0


def _unpraised(view: View, brand: list[Piece]) -> list[Piece]:
    """A brand without the praise behind it that the dictionary does not know (琅|源|高|纯)."""
    praise = view.pack.endings("goods_openers")
    for i in range(1, len(brand)):
        if 2 <= brand[i].start - brand[0].start <= 3 and view.text.startswith(praise, brand[i].start):
            return brand[:i]
    return brand


def _matter(view: View, word: str) -> bool:
    """Whether a short word tells of a kind, or all its characters of matters and goods (固废, 光储)."""
    return kind_of_thing(view, word) or set(word) <= view.pack.lexicon("matter_characters")


def _end_of_torn(view: View, begin: int, stop: int) -> int:
    """Where an owner ends whose brand the segmentation may have cut across (旭|阳光|伏); 0 where there is none."""
    fields = view.pack.lexicon("owner_endings")
    tail = next((n for n in (2, 3, 4) if view.text[begin + n : begin + n + 2] in fields), 0)
    term = view.text[begin : begin + tail] in view.pack.lexicon("latin_terms")  # EMS|智能制造生产基地项目
    fits = tail and not term and all(p.kind is Kind.BRAND for p in view.pieces(begin, begin + tail))
    if fits and stop - begin - tail >= 4 and view.text[begin : begin + tail + 2] not in view.industries:
        return _before_phrase(view, begin, begin + tail + 2)
    return 0


def _puts_out(view: View, rest: Sequence[Piece]) -> bool:
    """Whether a word that is no goods' stands before what is put out in a year (江苏|晶石|年产3万吨铜箔项目)."""
    word = rest[0]
    brand = word.kind is Kind.PLAIN and len(word.text) == 2 and not word.generic and HAN.match(word.text)
    end = word.text[-1]
    matter = end in view.pack.lexicon("matter_ends") and end not in view.pack.lexicon("brand_matter")
    if not brand or matter or kind_of_thing(view, word.text):
        return False
    return rest[1].text in view.pack.lexicon("output_verbs")


def _of_another(view: View, brand: str, owner: str) -> bool:
    """Whether a brand is that of a firm with another field, and only a project's name has it with this one.

    恒锐|新能源电池项目, where the article names 昆山恒锐五金有限公司 and no 恒锐新能源.
    """
    behind = {view.text[end : end + 2] for _, end in islice(view.occurrences(owner), _SEEN)}
    return len(behind) == 1 and any(_is_legal(view, at, owner) for at, _ in islice(view.occurrences(brand), _SEEN))


def _is_legal(view: View, brand: int, owner: str) -> bool:
    """Whether the brand at an offset is part of a firm's name by law, or of a group's, without ``owner`` in it."""
    ends = (*view.pack.endings("legal_ends"), *view.pack.endings("group_endings"))
    for start in range(max(0, brand - _AHEAD), brand + 1):
        end, kind = view.owner_at.get(start, (0, ""))
        if kind == "company" and end > brand and view.text.endswith(ends, start, end):
            return owner not in view.text[start:end]
    return False


def _heads_firm(view: View, brand: Sequence[Piece], stop: int) -> bool:
    """Whether a brand begins a firm's name by law or a group's that stands elsewhere, behind its place at most."""
    if view.text.startswith(view.pack.endings("town_endings"), brand[-1].end) or stop - brand[-1].end < 2:
        return False
    text = view.text[brand[0].start : brand[-1].end]
    ends = (*view.pack.endings("legal_ends"), *view.pack.endings("group_endings"))
    for at, stop in islice(view.occurrences(text), _SEEN):
        start = view.place_ending.get(at, at)
        end, kind = view.owner_at.get(start, (0, ""))
        if kind == "company" and end > stop and view.text.endswith(ends, start, end):
            return True
    return False


def _longer(view: View, start: int, length: int) -> bool:
    """Whether a word for an industry is only the head of a longer one (恒驰|智能制造|项目)."""
    return any(view.text[start : start + n] in view.industries for n in range(length + 1, length + 5))


def _before_phrase(view: View, begin: int, end: int) -> int:
    """Where a brand ends whose end the name of an industry runs across (神澜|新能源汽车|零部件项目)."""
    for at in range(begin + 2, end):
        if any(at + n > end and view.text[at : at + n] in view.industries for n in range(4, 8)):
            return at
    return end


def _always(view: View, brand: str, behind: str) -> bool:
    """Whether a brand stands before one word for an industry wherever the text has it."""
    field = behind in view.fields and behind not in view.pack.lexicon("product_words")
    return field and view.text.count(brand) == view.text.count(brand + behind) and behind not in view.generic


def _again(view: View, text: str, near: int) -> bool:
    """Whether a brand stands once more near by before other words, and no zone has it (慈湖码头项目, 慈湖高新区)."""
    behind = {view.text[end : end + 2] for start, end in view.occurrences(text) if abs(start - near) < _NEAR}
    if len(behind) < 2:
        return False
    zones = (s for s, (_, kind) in view.owner_at.items() if kind == "park")
    return not any(view.text.startswith(text, s) for s in zones)
