"""Twenty thousand comments of a district of 88 grassroots organisations and 450 branches, put together.

    python -m benchmarks.feedback [--comments N] [--read]

Comments are made from a stock of proposals, each said again in other words: without accents, with other
courtesies, with a word changed or left out, and sometimes turned round («không»). As it is known which ones
mean the same, precision and recall of the grouping are printed beside its time, and the time of comparing
every comment with every other as a ratio. ``--read`` also reads them as tables of the register.
"""

from __future__ import annotations

import argparse
import csv
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from benchmarks.generate import CAMPAIGN, HEAD, write_config
from daihoi.domain.assessment import assess
from daihoi.domain.campaign import Campaign
from daihoi.domain.entries import Entries, Entry
from daihoi.domain.preparing import documents, feedback
from daihoi.domain.preparing.base import Preparation
from daihoi.domain.preparing.comment_groups import ALIKE_PCT, alike_groups
from daihoi.domain.preparing.comment_groups_words import folded, gist
from daihoi.domain.record import Snapshot
from daihoi.intake.register_tables import Ground, read_entries
from daihoi.intake.setting import Setting
from daihoi.intake.tables import read_table
from daihoi.loading import ConfigDir, load_campaign
from daihoi.loading.register_config import load_registers
from daihoi.loading.unit_rows import COLUMNS

CONFIG = Path(__file__).resolve().parents[1] / "config"
GRASSROOTS, BRANCHES, DAY = 88, 450, date(2020, 5, 29)
DOCUMENTS = ("political_report", "review_report")
SECTIONS = ("I", "I.1", "I.2", "I.3", "II", "II.1", "II.2", "III")
GROUPS = ("party_bodies", "veterans", "former_leaders", "experts", "members", "people", "front")

WHAT = (
    "bổ sung chỉ tiêu", "làm rõ trách nhiệm", "rút gọn phần đánh giá", "nêu rõ lộ trình", "đầu tư nâng cấp",
    "quan tâm đào tạo", "xử lý dứt điểm", "công khai kết quả", "đẩy mạnh tuyên truyền",
    "kiểm tra thường xuyên",
    "có cơ chế hỗ trợ", "xây dựng đề án",
)  # fmt: skip
WHOM = (
    "trồng cây xanh đô thị", "hệ thống thoát nước khu dân cư", "người đứng đầu cấp ủy",
    "cán bộ trẻ, cán bộ nữ",
    "trường mầm non công lập", "chợ tạm và vỉa hè", "hộ nghèo, hộ cận nghèo", "chuyển đổi số của phường",
    "phát triển đảng viên trong doanh nghiệp", "an toàn thực phẩm", "nhà văn hóa tổ dân phố",
    "phòng cháy, chữa cháy",
    "tuyến đường liên phường", "thu gom rác tại nguồn", "giải quyết đơn thư kéo dài",
    "dạy nghề cho thanh niên",
)  # fmt: skip
WHERE = ("trong nhiệm kỳ tới", "ở các tổ dân phố", "ngay từ năm đầu nhiệm kỳ", "theo chương trình trọng tâm",
         "gắn với chỉ tiêu thành phố", "có phân công cụ thể")  # fmt: skip
OPENINGS = ("Đề nghị", "Kính đề nghị", "Cần", "Nên", "", "Góp ý:")

T = TypeVar("T")


def main() -> None:
    """Prints what was measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--comments", type=int, default=20_000)
    parser.add_argument("--read", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        campaign = district(Path(folder))
        told, meant = comments(campaign, chosen.comments)
        entries = Entries(load_registers(ConfigDir(CONFIG)), [*ground(), *told])
        print(f"{len(campaign.tree.units) - 1} đơn vị, {len(told):,} ý kiến, {len(set(meant)):,} ý khác nhau")
        measure_groups(told, meant)
        measure_reviews(campaign, entries)
        if chosen.read:
            measure_reading(campaign, told, Path(folder))


def district(folder: Path) -> Campaign:
    """A district of 88 grassroots organisations with 450 branches."""
    config = write_config(folder, CONFIG, 1)
    campaign = config / "campaigns" / CAMPAIGN
    head = [line for line in HEAD.splitlines() if "level: city" not in line]
    (campaign / "campaign.yaml").write_text("\n".join(head) + "\n", "utf-8")
    with (campaign / "units.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        for code, name, level, parent in _units():
            row = {"unit_code": code, "unit_name": name, "level": level, "parent_code": parent, "kind": level}
            writer.writerow({**row, "certainty": "assumed", "source": "sinh ra"})
    return load_campaign(ConfigDir(config), CAMPAIGN)


def _units() -> list[tuple[str, str, str, str]]:
    rows = [("Q", "Đảng bộ quận sinh ra", "district", "")]
    for number in range(1, GRASSROOTS + 1):
        rows.append((f"Q.{number:02d}", f"Đảng bộ cơ sở {number}", "grassroots", "Q"))
        share = BRANCHES * number // GRASSROOTS - BRANCHES * (number - 1) // GRASSROOTS
        rows += [
            (f"Q.{number:02d}.{k}", f"Chi bộ {number}.{k}", "branch", f"Q.{number:02d}")
            for k in range(1, share + 1)
        ]
    return rows


def ground() -> list[Entry]:
    """The drafts and sections that comments are about."""
    names = {"political_report": "báo cáo chính trị", "review_report": "báo cáo kiểm điểm"}
    found = []
    for code in DOCUMENTS:
        values = {"document": code, "version": "draft_1", "made_on": date(2020, 3, 2)}
        found.append(
            Entry("document_versions", "Q", f"{names[code]} | dự thảo lần 1", values, date(2020, 3, 2))
        )
        for section in SECTIONS:
            titled = {"document": code, "section": section, "title": f"Mục {section}"}
            found.append(
                Entry("document_sections", "Q", f"{names[code]} | {section}", titled, date(2020, 3, 2))
            )
    return found


def comments(campaign: Campaign, count: int, seed: int = 1) -> tuple[list[Entry], list[str]]:
    """Comments of all units below the district, and what each of them means."""
    chance, numbers = random.Random(seed), Counter[str]()
    codes = [unit.code for unit in campaign.tree.units if unit.parent_code]
    told, meant = [], []
    for _ in range(count):
        unit = chance.choice(codes)
        numbers[unit] += 1
        meaning, text = _said(chance)
        values = {
            "number": numbers[unit], "about": "Q", "document": chance.choice(DOCUMENTS),
            "section": chance.choice(SECTIONS), "group": chance.choice(GROUPS), "setting": "congress",
            "content": text, "given_on": date(2020, 4, 1) + timedelta(days=chance.randrange(50)),
        }  # fmt: skip
        told.append(Entry("comments", unit, str(numbers[unit]), values, values["given_on"]))
        meant.append(f"{values['document']} {values['section']} {meaning}")
    return told, meant


def _said(chance: random.Random) -> tuple[str, str]:
    """What is meant, and one way of saying it."""
    parts = [chance.choice(WHAT), chance.choice(WHOM), chance.choice(WHERE)]
    is_against = chance.random() < 0.03
    core = " ".join([*(["không"] if is_against else []), *parts])
    words = core.split()
    if chance.random() < 0.2:
        words.pop(chance.randrange(2, len(words)))
    elif chance.random() < 0.2:
        words.insert(len(words), chance.choice(("sớm", "hơn nữa", "rõ ràng")))
    text = f"{chance.choice(OPENINGS)} {' '.join(words)}".strip()
    return core, folded(text) if chance.random() < 0.15 else text


def timed(what: str, done: Callable[[], T]) -> tuple[T, float]:
    """Does something and prints how long the processor was busy with it; other work does not count."""
    before = time.process_time()
    found = done()
    taken = time.process_time() - before
    print(f"{what}: {taken:.2f} s")
    return found, taken


def measure_groups(told: Sequence[Entry], meant: Sequence[str]) -> None:
    """All comments as if on one section, the worst case; then how right the groups are."""
    texts = [one.text("content") for one in told]
    meanings = [meaning.split(" ", 2)[2] for meaning in meant]
    groups, taken = timed(f"gộp {len(texts):,} ý kiến như ở cùng một mục", lambda: alike_groups(texts))
    sample = texts[:1_500]
    _, plain = timed(f"so từng đôi {len(sample):,} ý kiến", lambda: _pairs(sample))
    whole = plain * (len(texts) / len(sample)) ** 2
    print(f"  {len(groups):,} nhóm; so từng đôi tất cả ước {whole:,.0f} s, tỷ lệ {whole / taken:,.0f} lần")
    precision, recall = rightness(groups, meanings)
    print(f"  đúng nhóm (precision) {precision:.2%}, đủ nhóm (recall) {recall:.2%}, ngưỡng {ALIKE_PCT}%")


def _pairs(texts: Sequence[str]) -> int:
    gists = [gist(text) for text in texts]
    return sum(
        len(one.words & other.words) * 100 >= ALIKE_PCT * len(one.words | other.words)
        for place, one in enumerate(gists)
        for other in gists[:place]
    )


def rightness(groups: Sequence[Sequence[int]], meanings: Sequence[str]) -> tuple[float, float]:
    """Share of pairs in one group that mean the same, and of pairs that mean the same in one group."""
    together = sum(_pair_count(len(places)) for places in groups)
    same = sum(_pair_count(count) for count in Counter(meanings).values())
    both = sum(
        _pair_count(count)
        for places in groups
        for count in Counter(meanings[place] for place in places).values()
    )
    return both / max(together, 1), both / max(same, 1)


def _pair_count(count: int) -> int:
    return count * (count - 1) // 2


def measure_reviews(campaign: Campaign, entries: Entries) -> None:
    """The reviews of both workstreams, as ``daihoi work`` makes them."""
    assessment = assess(campaign, Snapshot(campaign.code, DAY, 0, "", ()))
    preparation = Preparation(assessment, entries)
    found, _ = timed("biểu tổng hợp góp ý (bảng 4) và các biểu khác", lambda: feedback.review(preparation))
    timed("biểu văn kiện", lambda: documents.review(preparation))
    print(f"  {found.findings[0]}")


def measure_reading(campaign: Campaign, told: Sequence[Entry], folder: Path) -> None:
    """The comments as one table of the register, read and checked row by row."""
    registers = load_registers(ConfigDir(CONFIG))
    columns = registers["comments"].columns
    path = folder / "y-kien.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Sổ", "Mã đơn vị", *(column.name for column in columns)])
        for one in told:
            writer.writerow(["comments", one.unit_code, *(c.shown(one.values.get(c.code)) for c in columns)])
    known = Ground(Setting(campaign, DAY, (), None), campaign, Entries(registers, ground()))
    reading, _ = timed("đọc và kiểm từng dòng sổ ý kiến", lambda: read_entries(read_table(path), known))
    print(f"  {len(reading.rows):,} dòng")


if __name__ == "__main__":
    main()
