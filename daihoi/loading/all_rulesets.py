"""Every rule set of a configuration, oldest first: what held before, and what came after."""

from __future__ import annotations

from daihoi.domain.rules import RuleSet
from daihoi.errors import ConfigErrors
from daihoi.intake.config_text import Problems
from daihoi.intake.yaml_file import read_yaml
from daihoi.loading.places import ConfigDir
from daihoi.loading.rulesets import read_ruleset

FOLDER = "rulesets"


def load_rulesets(config: ConfigDir) -> tuple[RuleSet, ...]:
    """The rule sets of a configuration by the day from which they hold.

    Raises:
        ConfigErrors: everything that is wrong in the files, with line and remedy.
    """
    problems = Problems()
    found = []
    for path in sorted((config.root / FOLDER).glob("*.yaml")):
        top = read_yaml(path, config.place(path), problems)
        if top is not None:
            found.append(read_ruleset(top, path.stem, ()))
    if problems:
        raise ConfigErrors(problems, "Các bộ quy định chưa dùng được")
    return tuple(sorted(found, key=lambda rules: (rules.valid_from, rules.code)))
