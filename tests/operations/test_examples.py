"""The examples in docs/exploitation are valid, and say what the program needs."""

from __future__ import annotations

import configparser
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.settings import Settings

FOLDER = Path("docs/exploitation")
UNITS = ("coopter@.service", "litestream@.service")
SETTING = re.compile(r"COOPTER_([A-Z_]+)")


def _unit(name: str) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None, strict=False, delimiters=("=",), comment_prefixes=("#",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string((FOLDER / name).read_text(encoding="utf-8"))
    return parser


@pytest.mark.parametrize("name", UNITS)
def test_systemd_understands_a_unit(name: str, tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not here; the rules below are checked all the same")
    program = shutil.which("true")
    assert program
    text = re.sub(r"^(ExecStart=)\S+", rf"\g<1>{program}", (FOLDER / name).read_text("utf-8"), flags=re.MULTILINE)
    (tmp_path / name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(tmp_path / name)],
        capture_output=True, text=True, check=False, timeout=60, env={**os.environ, "SYSTEMD_LOG_LEVEL": "warning"},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_serves_one_association_closely_shut_in_and_comes_back(name: str) -> None:
    unit = _unit(name)
    assert set(unit.sections()) == {"Unit", "Service", "Install"}
    service = unit["Service"]
    assert service["User"] == "coopter-%i"
    assert service["UMask"] == "0077"
    assert service["Restart"] == "always"
    assert unit["Unit"]["StartLimitIntervalSec"] == "0"
    assert service["ProtectSystem"] == "strict"
    assert "%i" in service["EnvironmentFile"]
    assert unit["Install"]["WantedBy"] == "multi-user.target"


def test_the_bots_unit_runs_it_on_its_own_data() -> None:
    service = _unit("coopter@.service")["Service"]
    assert service["ExecStart"].endswith("/coopter run")
    assert service["Environment"] == "COOPTER_DATA=/var/lib/coopter/%i"
    assert service["StateDirectory"] == "coopter/%i"


def _objects() -> dict[str, dict[str, Any]]:
    text = (FOLDER / "kubernetes.yaml").read_text(encoding="utf-8")
    return {found["kind"]: found for found in yaml.safe_load_all(text)}


def _pod() -> dict[str, Any]:
    pod: dict[str, Any] = _objects()["StatefulSet"]["spec"]["template"]["spec"]
    return pod


def test_the_kubernetes_example_is_one_cell() -> None:
    objects = _objects()
    assert set(objects) == {"ConfigMap", "Service", "StatefulSet"}
    for found in objects.values():
        assert found["apiVersion"] in ("v1", "apps/v1")
        assert re.fullmatch(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?", found["metadata"]["name"])
    cell = objects["StatefulSet"]["spec"]
    assert cell["replicas"] == 1
    assert cell["serviceName"] == objects["Service"]["metadata"]["name"]
    labels = cell["template"]["metadata"]["labels"]
    assert cell["selector"]["matchLabels"] == labels == objects["Service"]["spec"]["selector"]
    [disk] = cell["volumeClaimTemplates"]
    assert disk["spec"]["accessModes"] == ["ReadWriteOncePod"]
    assert disk["spec"]["resources"]["requests"]["storage"]


def test_litestream_runs_beside_the_bot_on_the_same_file() -> None:
    pod = _pod()
    bot, litestream = pod["containers"]
    assert (bot["command"], litestream["command"][:2]) == (["coopter", "run"], ["litestream", "replicate"])
    assert pod["initContainers"][0]["command"][:2] == ["litestream", "restore"]
    content = yaml.safe_load(_objects()["ConfigMap"]["data"]["litestream.yml"])
    recommended = yaml.safe_load((FOLDER / "litestream.yml").read_text(encoding="utf-8"))
    assert content["dbs"][0]["path"] == f"{_env(bot)['COOPTER_DATA']}/coopter.sqlite3"
    assert content["snapshot"] == recommended["snapshot"]
    for database in (content["dbs"][0], recommended["dbs"][0]):
        database.pop("path")
        database["replica"].pop("url")
    assert content["dbs"] == recommended["dbs"]


def _env(container: dict[str, Any]) -> dict[str, str]:
    return {one["name"]: one.get("value", "(secret)") for one in container.get("env", [])}


def test_every_mount_port_and_secret_of_the_pod_leads_somewhere() -> None:
    pod = _pod()
    claims = _objects()["StatefulSet"]["spec"]["volumeClaimTemplates"]
    volumes = {one["name"] for one in [*pod["volumes"], *(claim["metadata"] for claim in claims)]}
    for container in [*pod["initContainers"], *pod["containers"]]:
        assert {mount["name"] for mount in container["volumeMounts"]} <= volumes
        assert container["securityContext"]["readOnlyRootFilesystem"]
        ports = {port["name"] for port in container.get("ports", [])}
        for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
            how = container.get(probe, {})
            assert (how.get("httpGet") or how.get("tcpSocket") or {"port": None})["port"] in {None, *ports}
        for one in container.get("env", []):
            assert ("value" in one) != ("valueFrom" in one)
    assert _env(pod["containers"][0])["COOPTER_TOKEN"] == "(secret)"
    assert pod["volumes"][1]["configMap"]["name"] == _objects()["ConfigMap"]["metadata"]["name"]


@pytest.mark.parametrize("path", [*FOLDER.iterdir(), Path("docs/exploitation.md"), Path(".env.example")], ids=str)
def test_every_setting_that_is_written_about_exists(path: Path) -> None:
    named = set(SETTING.findall(path.read_text(encoding="utf-8")))
    assert {name.lower() for name in named} <= set(Settings.model_fields)
