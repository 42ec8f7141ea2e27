"""What can be set, and by whom: defaults, the user's file, the folder's `dateline.toml`, the command line.

Invariant: a setting that nobody defined stops the command; it is never silently ignored. Later in the list wins, key by
key. `docs/dateline.toml.md` is made from the fields below.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, Field, asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Self

from dateline.errors import SettingsError
from dateline.reading.limits import Limits

__all__ = [
    "BuildSettings",
    "CoderSettings",
    "DeskSettings",
    "ExportSettings",
    "KnowledgeSettings",
    "ReadingSettings",
    "ScoresSettings",
    "Settings",
    "ShowSettings",
    "load",
    "user_file",
]

FILE = "dateline.toml"
_LIMITS = Limits()
_NAMES = {bool: "true or false", int: "a whole number", float: "a number", str: "text"}


def _key(
    default: Any,
    doc: str,
    *,
    least: int | None = None,
    most: int | None = None,
    over: int | None = None,
    among: tuple[str, ...] = (),
) -> Any:
    """Describe one setting: `least` and `most` are the bounds of its values, `over` is one that it has to exceed."""
    return field(default=default, metadata={"doc": doc, "least": least, "most": most, "over": over, "among": among})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingSettings:
    """How inputs are read."""

    max_bytes: int = _key(_LIMITS.max_bytes, "Largest piece of input that is read, unpacked, in bytes.", over=0)
    max_members: int = _key(_LIMITS.max_members, "Most pieces read from one archive, feed or JSON Lines file.", over=0)
    max_ratio: float = _key(
        _LIMITS.max_ratio, "Most bytes that one compressed byte may become before it is taken for a bomb.", over=0
    )
    timeout: float = _key(_LIMITS.timeout, "Longest time for one address, redirects included, in seconds.", over=0)
    max_redirects: int = _key(_LIMITS.max_redirects, "Most redirects followed from one address.", least=0)
    allow_private: bool = _key(False, "Fetch addresses on private networks too.")

    @property
    def limits(self) -> Limits:
        """Return the bounds as the reading room takes them."""
        return Limits(
            max_bytes=self.max_bytes,
            max_members=self.max_members,
            max_ratio=self.max_ratio,
            timeout=self.timeout,
            max_redirects=self.max_redirects,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildSettings:
    """How a record is built."""

    processes: int = _key(1, "Processes that code side by side; 0 is one for every core.", least=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoderSettings:
    """Who codes: Dateline's rules, or a language model at an endpoint that texts are then sent to."""

    name: str = _key("rules", "The rules, or `llm`: any OpenAI-compatible endpoint.", among=("rules", "llm"))
    endpoint: str = _key("", "Address of the endpoint, such as `http://localhost:8000/v1`.")
    model: str = _key("", "Name of the model; empty takes the only one that the endpoint offers.")
    timeout: float = _key(120.0, "Longest time for one answer, in seconds.", over=0)
    retries: int = _key(4, "How often a request that failed in passing is tried again.", least=0)
    requests: int = _key(4, "Requests that run side by side.", least=1)
    max_tokens: int = _key(2_000, "Most tokens that one answer may have.", over=0)
    seconds_per_request: float = _key(0.0, "What one answer takes, for the estimate; 0 is not known.", least=0)
    price_in: float = _key(0.0, "Price of a million tokens that are sent, for the estimate; 0 is not known.", least=0)
    price_out: float = _key(0.0, "Price of a million tokens that are answered, likewise.", least=0)
    allow_unencrypted: bool = _key(False, "Send texts to another machine over plain http too.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoresSettings:
    """How sure the coder has to be of a report for it to be listed or exported; all of them stay in the record."""

    min_score: float = _key(
        0.0, "Least `type` score of a report; above 0, reports without a score are left out too.", least=0, most=1
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgeSettings:
    """What is known besides what comes with the package."""

    actors: str = _key(
        "",
        "Folder with packs of actors of your own (`*.toml`); empty takes the folder `actors` in your folder for data. "
        "The environment variable `DATELINE_ACTORS` goes before it.",
    )
    reliability: str = _key(
        "",
        "File with the Admiralty letters that you give to outlets and voices (TOML, see `docs/incidents.md`); empty "
        "takes `reliability.toml` in your folder for data. The environment variable `DATELINE_RELIABILITY` goes before "
        "it.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportSettings:
    """What leaves a record."""

    commenters: str = _key(
        "pseudonym", "Names of readers who comment: covered by pseudonyms, or kept.", among=("pseudonym", "keep")
    )
    persons: str = _key(
        "keep",
        "Names of private persons (victims, witnesses): kept, covered by pseudonyms, or withheld.",
        among=("keep", "pseudonym", "withhold"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowSettings:
    """What `dateline show` and `dateline search` print."""

    rows: int = _key(20, "Rows of a list before the rest is only counted; 0 shows all.", least=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskSettings:
    """How `dateline serve` opens the desk."""

    port: int = _key(8765, "Port that it listens on; 0 takes a free one.", least=0, most=65_535)
    boundaries: str = _key("", "File with boundaries of your own for the maps (GeoJSON or TopoJSON).")
    share: str = _key("", "File of accounts of a desk that is shared (`dateline accounts add` makes one).")
    issuer: str = _key("", "OpenID Connect provider where the people of a shared desk sign in (its issuer).")
    client: str = _key(
        "",
        "What the desk is called at the provider (its client id); its secret is in the environment variable "
        "`DATELINE_INSTITUTE_SECRET`.",
    )
    claim: str = _key("email", "What the provider tells that names a person, as `dateline accounts add --as` has it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Hold every setting, by group.

    >>> Settings().over({"build": {"processes": 2}}, source="the command line").build.processes
    2
    >>> Settings().over({"build": {"proceses": 2}}, source="dateline.toml")
    Traceback (most recent call last):
    ...
    dateline.errors.SettingsError: dateline.toml: [build] has no key 'proceses'; did you mean 'processes'?
    """

    reading: ReadingSettings = ReadingSettings()
    build: BuildSettings = BuildSettings()
    coder: CoderSettings = CoderSettings()
    scores: ScoresSettings = ScoresSettings()
    knowledge: KnowledgeSettings = KnowledgeSettings()
    export: ExportSettings = ExportSettings()
    show: ShowSettings = ShowSettings()
    desk: DeskSettings = DeskSettings()

    def over(self, given: Mapping[str, Any], *, source: str) -> Self:
        """Return these settings with those given put over them; `source` is who is named where one is wrong.

        Raises SettingsError naming source, key and the nearest known key.
        """
        changed = {}
        for name, keys in given.items():
            group = _known(name, [f.name for f in fields(self)], f"{source}: there is no group", mark="[{}]")
            if not isinstance(keys, Mapping):
                raise SettingsError(f"{source}: {name} is a group of settings; write [{name}] and its keys below it")
            changed[group] = _group_over(getattr(self, group), keys, f"{source}: [{name}]")
        return replace(self, **changed)

    def to_dict(self) -> dict[str, dict[str, Any]]:
        """Return all settings as plain values by group and key."""
        return asdict(self)


def _group_over(group: Any, given: Mapping[str, Any], where: str) -> Any:
    known = {f.name: f for f in fields(group)}
    values = {}
    for name, value in given.items():
        key = _known(name, list(known), f"{where} has no key")
        values[key] = _checked(known[key], value, f"{where} {name}")
    return replace(group, **values)


def _known(name: str, names: list[str], complaint: str, mark: str = "{!r}") -> str:
    if name in names:
        return name
    near = difflib.get_close_matches(name, names, 1)
    hint = f"did you mean {mark.format(near[0])}?" if near else f"there are {', '.join(map(mark.format, names))}"
    raise SettingsError(f"{complaint} {mark.format(name)}; {hint}")


def kind_of(key: Field[Any]) -> type:
    """Return the type of a setting: that of its default."""
    assert key.default is not MISSING
    return type(key.default)


def _checked(key: Field[Any], value: Any, where: str) -> Any:
    kind = kind_of(key)
    if kind is float and type(value) is int:
        value = float(value)
    if type(value) is not kind:  # bool is an int to Python, but not to people
        raise SettingsError(f"{where} is {_NAMES[kind]}, such as {_toml(key.default)}; got {_toml(value)}")
    least, most, over, among = (key.metadata[k] for k in ("least", "most", "over", "among"))
    if (least is not None and not value >= least) or (over is not None and not value > over):
        bound = f"at least {least}" if least is not None else f"more than {over}"
        raise SettingsError(f"{where} is {bound}; got {_toml(value)}")
    if most is not None and not value <= most:
        raise SettingsError(f"{where} is at most {most}; got {_toml(value)}")
    if among and value not in among:
        raise SettingsError(f"{where} is {' or '.join(map(_toml, among))}; got {_toml(value)}")
    return value


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)


def user_file() -> Path:
    """Return where the user's own settings are looked for; the place follows the custom of the system."""
    import platformdirs

    return Path(platformdirs.user_config_dir("dateline", appauthor=False)) / FILE


def load(
    flags: Mapping[str, Mapping[str, Any]] | None = None, *, user: Path | None = None, here: Path | None = None
) -> Settings:
    """Return the settings in force: defaults, the user's file, the folder's file, then `flags` by group and key.

    Files that are not there are passed over. Raises SettingsError naming the file and the key.
    """
    settings = Settings()
    for path in (user if user is not None else user_file(), here if here is not None else Path(FILE)):
        settings = settings.over(_read(path), source=str(path))
    return settings.over(flags or {}, source="the command line")


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}; check its permissions") from None
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: byte {error.start + 1} is not UTF-8; save the file as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path} is not TOML: {error}") from None


def page() -> str:
    """Return the reference page of all settings, as Markdown."""
    lines = [
        "# dateline.toml",
        "",
        "Settings come from four places; where two set the same key, the later in this list wins:",
        "",
        "1. the defaults below,",
        "2. the user's file (`dateline doctor` says where it is looked for),",
        "3. `dateline.toml` in the folder where the command is run,",
        "4. the command line.",
        "",
        "A group or key that does not exist, or a value of another type, stops the command with exit status 2 and",
        "names the nearest key. This page is made from `dateline.settings` by `python -m dateline.settings docs`.",
        "",
    ]
    for group in fields(Settings):
        kind = type(getattr(Settings(), group.name))
        lines += [
            f"## [{group.name}]",
            "",
            kind.__doc__ or "",
            "",
            "| key | default | meaning |",
            "| --- | --- | --- |",
        ]
        for key in fields(kind):
            doc = key.metadata["doc"]
            if key.metadata["among"]:
                doc += " One of " + ", ".join(f"`{_toml(v)}`" for v in key.metadata["among"]) + "."
            lines.append(f"| `{key.name}` | `{_toml(key.default)}` | {doc} |")
        lines.append("")
    lines += ["## An example", "", "```toml", "[reading]", "max_bytes = 100_000_000", "", "[build]", "processes = 2"]
    return "\n".join([*lines, "```", ""])


if __name__ == "__main__":
    import sys

    (Path(sys.argv[1]) / "dateline.toml.md").write_text(page(), encoding="utf-8")
