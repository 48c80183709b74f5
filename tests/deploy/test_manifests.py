"""Image, compose file and manifests: linted, rendered where the tools are, and held to our rules."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from streams import contracts, pipeline
from streams.runtime import settings
from streams.runtime.agents import group
from streams.runtime.settings import Settings
from tests.deploy.shown import DEPLOY, ROOT

STAGES = tuple(stage.name for stage in pipeline.stages())
PARTITIONS = {topic.name: topic.partitions for topic in contracts.topics()}
BIN = Path(sys.executable).parent


def run(*command: str, **options: Any) -> str:
    made: subprocess.CompletedProcess[str] = subprocess.run(
        command, capture_output=True, text=True, timeout=120, cwd=ROOT, check=False, **options
    )
    assert made.returncode == 0, made.stdout + made.stderr
    return made.stdout


def tool(name: str) -> str:
    """A tool of this environment, or of the machine; skips loudly without it."""
    found = shutil.which(name, path=f"{BIN}{os.pathsep}{os.environ['PATH']}")
    if found is None:
        pytest.skip(f"NO {name}: what it checks was not checked")
    return found


def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    return found


def rendered(folder: str) -> list[dict[str, Any]]:
    text = run(tool("kubectl"), "kustomize", f"deploy/kubernetes/{folder}")
    return list(yaml.safe_load_all(text))


def of_kind(kind: str, folder: str = "base") -> dict[str, dict[str, Any]]:
    return {each["metadata"]["name"]: each for each in rendered(folder) if each["kind"] == kind}


def pods() -> dict[str, dict[str, Any]]:
    return {
        name: each["spec"]["template"]["spec"]
        for kind in ("Deployment", "Job")
        for name, each in of_kind(kind).items()
    }


def test_yaml_is_tidy() -> None:
    run(tool("yamllint"), "--strict", "deploy", "schemas/topics", ".yamllint.yaml")


def test_the_dockerfile_passes_its_linter() -> None:
    run(tool("hadolint"), "deploy/Dockerfile")


def test_the_image_runs_as_nobody_and_is_asked_how_it_is() -> None:
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    final = text.split("\nFROM ")[-1]
    assert re.search(r"^USER 10001:10001$", final, re.MULTILINE)
    assert "HEALTHCHECK" in final
    assert f"http://127.0.0.1:{Settings().http_port}/health" in final
    assert "--require-hashes" in text


def test_only_what_the_image_needs_is_sent_to_build_it() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert lines[1] == "*"
    kept = {line[1:] for line in lines if line.startswith("!")}
    assert all((ROOT / name).exists() for name in kept)
    assert not any(name.startswith((".", "tests")) for name in kept)


def test_the_compose_file_keeps_the_specification() -> None:
    run(tool("check-jsonschema"), "--builtin-schema", "vendor.compose-spec", "deploy/compose.yaml")


def test_compose_resolves() -> None:
    docker = tool("docker")
    asked = subprocess.run([docker, "compose", "version"], capture_output=True, timeout=60)
    if asked.returncode != 0:
        pytest.skip("NO docker compose: the compose file was checked against its schema only")
    run(docker, "compose", "-f", "deploy/compose.yaml", "config", "--quiet")


def test_compose_has_a_locked_up_worker_for_each_stage() -> None:
    services = compose()["services"]
    for stage in STAGES:
        service = services[stage]
        assert service["command"] == ["worker", "--stages", stage]
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["depends_on"]["kafka"]["condition"] == "service_healthy"
        assert service["depends_on"]["topics"]["condition"] == "service_completed_successfully"
        assert "mem_limit" in service
        assert "ports" not in service
        settings.read(service["environment"])
        assert int(service["stop_grace_period"][:-1]) > Settings().drain_seconds + 20
    assert "healthcheck" in services["kafka"]
    assert all(p.startswith("127.0.0.1:") for s in services.values() for p in s.get("ports", ()))
    assert {*services} == {"kafka", "topics", "prometheus", *STAGES}


def test_prometheus_asks_every_stage() -> None:
    config = yaml.safe_load((DEPLOY / "prometheus" / "prometheus.yaml").read_text("utf-8"))
    (job,) = config["scrape_configs"]
    assert job["static_configs"][0]["targets"] == [f"{s}:{Settings().http_port}" for s in STAGES]


def test_manifests_keep_the_schema_of_kubernetes() -> None:
    for each in rendered("base"):
        kubernetes_validate.validate(each, "1.34", strict=True)


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_is_a_deployment_with_probes_and_limits(stage: str) -> None:
    deployment = of_kind("Deployment")[f"dragoman-{stage}"]["spec"]
    (container,) = deployment["template"]["spec"]["containers"]
    assert container["args"] == ["worker", "--stages", stage]
    assert container["livenessProbe"]["httpGet"]["path"] == "/health"
    assert container["readinessProbe"]["httpGet"]["path"] == "/ready"
    assert container["ports"][0]["containerPort"] == Settings().http_port
    assert {"cpu", "memory"} <= container["resources"]["limits"].keys()
    assert {"cpu", "memory"} <= container["resources"]["requests"].keys()
    given = {each["name"]: each["value"] for each in container["env"]}
    assert settings.read(given).pool > 0, "a container sees all of its node's processors"
    grace = deployment["template"]["spec"]["terminationGracePeriodSeconds"]
    assert grace > Settings().drain_seconds + 20
    taken = pipeline.stage(stage).takes
    assert deployment["replicas"] <= PARTITIONS[taken]
    surge = deployment["strategy"].get("rollingUpdate", {"maxSurge": 0})["maxSurge"]
    assert surge == 0, "never more workers than partitions"
    assert of_kind("PodDisruptionBudget")[f"dragoman-{stage}"]["spec"]["maxUnavailable"] == 1


@pytest.mark.parametrize("name", ["dragoman-topics", *(f"dragoman-{stage}" for stage in STAGES)])
def test_every_pod_is_locked_up(name: str) -> None:
    pod = pods()[name]
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["automountServiceAccountToken"] is False
    assert pod["enableServiceLinks"] is False, "its variables would be refused as settings"
    (container,) = pod["containers"]
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert {"name": "tmp", "mountPath": "/tmp"} in container["volumeMounts"]


def test_settings_of_the_manifests_are_understood_and_hold_no_secret() -> None:
    (given,) = of_kind("ConfigMap").values()
    chosen = settings.read(given["data"])
    assert chosen.sasl_password == ""
    assert chosen.sasl_password_file
    assert chosen.http_host == "0.0.0.0"
    assert of_kind("Secret") == {}


def test_scaling_is_bounded_by_partitions() -> None:
    scaled = of_kind("ScaledObject", "scaling")
    several = [s for s in pipeline.stages() if PARTITIONS[s.takes] > 1]
    assert set(scaled) == {f"dragoman-{s.name}" for s in several}
    chosen = Settings()
    for stage in several:
        spec = scaled[f"dragoman-{stage.name}"]["spec"]
        asked = spec["triggers"][0]["metadata"]
        assert spec["maxReplicaCount"] == PARTITIONS[stage.takes]
        assert asked["consumerGroup"] == group(stage, chosen)
        assert asked["topic"] == chosen.topic(stage.takes)
        assert "replicas" not in of_kind("Deployment", "scaling")[f"dragoman-{stage.name}"]["spec"]
