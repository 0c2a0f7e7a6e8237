"""Where the configuration is looked for, and which spellings of its files mean the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from daihoi.domain.campaign import Campaign
from daihoi.errors import UnknownCodeError
from daihoi.loading import ConfigDir, find_config, load_campaign
from daihoi.loading.places import NoConfigError

Changed = Callable[[str, str, str], ConfigDir]
FILES = [
    "campaigns/complete/campaign.yaml",
    "campaigns/complete/units.csv",
    "structures/four_small/structure.yaml",
    "structures/four_small/branch.yaml",
    "structures/four_small/grassroots.yaml",
    "structures/four_small/district.yaml",
    "structures/four_small/city.yaml",
    "rulesets/small_rules.yaml",
    "calendars/small.yaml",
]


@pytest.fixture(scope="module")
def complete() -> Campaign:
    return load_campaign(ConfigDir(Path(__file__).resolve().parents[1] / "data/config"), "complete")


class TestFingerprint:
    def test_is_the_same_wherever_the_files_lie(self, config: ConfigDir, complete: Campaign) -> None:
        assert load_campaign(config, "complete").fingerprint == complete.fingerprint

    @pytest.mark.parametrize("file", FILES)
    def test_changes_with_any_file(self, file: str, config: ConfigDir, complete: Campaign) -> None:
        path = config.root / file
        path.write_bytes(path.read_bytes() + b"\n")
        assert load_campaign(config, "complete").fingerprint != complete.fingerprint

    def test_ignores_what_the_campaign_was_not_loaded_from(
        self, config: ConfigDir, complete: Campaign
    ) -> None:
        (config.root / "rulesets/other.yaml").write_text("code: other\n", "utf-8")
        (config.root / "campaigns/complete/reports/2020-03-09.csv").write_text("Mã đơn vị\n", "utf-8")
        (config.root / "campaigns/complete/units.csv").touch()
        assert load_campaign(config, "complete").fingerprint == complete.fingerprint


class TestSpellings:
    """Files as other programs write them mean the same."""

    def test_byte_order_mark_and_windows_line_ends(self, config: ConfigDir, complete: Campaign) -> None:
        for file in FILES:
            path = config.root / file
            path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
        loaded = load_campaign(config, "complete")
        assert loaded.tree == complete.tree
        assert loaded.structure == complete.structure

    def test_blank_rows_are_not_units(self, config: ConfigDir, complete: Campaign) -> None:
        path = config.root / "campaigns/complete/units.csv"
        path.write_text(path.read_text("utf-8") + "\n,,,,,,,,,,\n\n", "utf-8")
        assert load_campaign(config, "complete").tree == complete.tree

    def test_columns_in_another_order(self, config: ConfigDir, complete: Campaign) -> None:
        path = config.root / "campaigns/complete/units.csv"
        rows = [line.split(",", 2) for line in path.read_text("utf-8").splitlines()]
        path.write_text("".join(f"{name},{code},{rest}\n" for code, name, rest in rows), "utf-8")
        assert load_campaign(config, "complete").tree == complete.tree

    def test_decomposed_accents_become_composed(self, changed: Changed) -> None:
        config = changed("campaigns/complete/units.csv", "Hậu cần", "Ha\u0323\u0302u c\u00e2\u0300n")
        assert load_campaign(config, "complete").tree.unit("TP.A.CA.02").name == "Chi bộ Hậu cần"


class TestPlaces:
    def test_misspelt_campaign_is_answered_with_the_nearest(self, config: ConfigDir) -> None:
        with pytest.raises(UnknownCodeError) as caught:
            load_campaign(config, "complet")
        assert str(caught.value) == "Không có đợt đại hội «complet». Có phải ý là «complete»?"

    @pytest.mark.parametrize("code", ["", ".", "../campaigns/complete", "/etc"])
    def test_a_path_is_no_campaign(self, code: str, config: ConfigDir) -> None:
        with pytest.raises(UnknownCodeError):
            load_campaign(config, code)

    def test_given_folder_goes_before_all(
        self, config: ConfigDir, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("DAIHOI_CONFIG", str(tmp_path / "elsewhere"))
        assert find_config(config.root).root == config.root

    def test_environment_goes_before_the_working_folder(
        self, config: ConfigDir, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "work/config/campaigns").mkdir(parents=True)
        monkeypatch.chdir(tmp_path / "work")
        assert find_config().root == tmp_path / "work/config"
        monkeypatch.setenv("DAIHOI_CONFIG", str(config.root))
        assert find_config().root == config.root

    def test_without_any_the_installed_one_is_used(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        monkeypatch.delenv("DAIHOI_CONFIG", raising=False)
        assert "cam_le_2020" in find_config().campaign_codes()

    def test_a_wrong_folder_is_named_and_nothing_else_is_taken(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("DAIHOI_CONFIG", str(tmp_path / "nowhere"))
        with pytest.raises(NoConfigError, match=r"có thư mục con «campaigns».*nowhere"):
            find_config()
        with pytest.raises(NoConfigError, match="given"):
            find_config(tmp_path / "given")
