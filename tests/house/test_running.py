"""`./run` and `./test` and the settings the app runs with."""

import os
import re
import socket
import subprocess
import tomllib
from pathlib import Path
from shutil import copy

import pytest
from streamlit import config

from tests.support import PATIENCE, ROOT

SETTINGS = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())
WHITE = "#ffffff"
CAPTION = 0.6  # captions are drawn in this share of the text colour


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = ["./run", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False)


@pytest.mark.parametrize("script", ["run", "test", ".ci/run"])
def test_a_command_is_a_sound_script_that_can_be_started(script: str) -> None:
    assert os.access(ROOT / script, os.X_OK)
    subprocess.run(["bash", "-n", script], cwd=ROOT, check=True)


@pytest.mark.parametrize("given", [("--port", "many"), ("--port",), ("--port=",), ("--port", "123456")])
def test_a_port_that_is_no_number_is_refused_before_anything_starts(given: tuple[str, ...]) -> None:
    ended = run(*given)
    assert (ended.returncode, ended.stderr) == (1, "\n--port takes a number, as in: ./run --port 8600\n")


def test_a_port_in_use_is_said_to_be_in_use() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = run("--port", str(port))
    assert ended.returncode == 1
    assert ended.stderr == f"\nPort {port} is in use. Leave --port out to get a free one, or name another.\n"


def test_packages_that_belong_to_another_folder_are_not_cleared(tmp_path: Path) -> None:
    """Setting up empties an old .venv. Through a link, that would be the one of another copy of the project."""
    own, others = tmp_path / "own", tmp_path / "others"
    (others / "bin").mkdir(parents=True)
    own.mkdir()
    copy(ROOT / "run", own)
    (own / ".venv").symlink_to(others)
    ended = subprocess.run([own / "run"], capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert ended.returncode == 1
    assert f".venv is a link to {others}" in ended.stderr
    assert (others / "bin").is_dir()


def test_every_setting_is_one_that_streamlit_knows() -> None:
    options = config.get_config_options(force_reparse=True)
    for section, settings in SETTINGS.items():
        for name, value in settings.items():
            if isinstance(value, dict):  # the theme by light and by dark
                for within, colour in value.items():
                    assert options[f"{section}.{name}.{within}"].value == colour
            else:
                assert options[f"{section}.{name}"].value == value


def test_the_app_listens_on_this_computer_alone_and_tells_nobody() -> None:
    assert SETTINGS["server"]["address"] == "127.0.0.1"
    assert SETTINGS["browser"]["gatherUsageStats"] is False
    assert SETTINGS["client"]["showErrorDetails"] == "none"


@pytest.mark.parametrize("ground", ["backgroundColor", "secondaryBackgroundColor"])
@pytest.mark.parametrize("light", ["light", "dark"])
def test_words_stand_out_from_what_is_behind_them(light: str, ground: str) -> None:
    """WCAG 2 level AA: 4.5 to 1 for words, 3 to 1 for the edges of fields."""
    theme = SETTINGS["theme"][light]
    behind = theme[ground]
    assert contrast(theme["textColor"], behind) >= 4.5
    assert contrast(mixed(theme["textColor"], behind, CAPTION), behind) >= 4.5
    assert contrast(theme["linkColor"], behind) >= 4.5
    assert contrast(theme["borderColor"], behind) >= 3
    on_button = WHITE if light == "light" else theme["backgroundColor"]  # as in screens/style.css
    assert contrast(on_button, theme["primaryColor"]) >= 4.5


def channels(colour: str) -> list[int]:
    return [int(part, 16) for part in re.findall("[0-9a-f]{2}", colour)]


def mixed(colour: str, ground: str, share: float) -> str:
    pairs = zip(channels(colour), channels(ground), strict=True)
    return "#" + "".join(f"{round(one * share + other * (1 - share)):02x}" for one, other in pairs)


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    red, green, blue = ((part / 255 / 12.92 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4)
                        for part in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
