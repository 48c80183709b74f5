"""What is shipped is listed, and looked up among known vulnerabilities where that can be done."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.deploy.shown import DEPLOY, ROOT
from tests.support.house import PINNED

LOCK = DEPLOY / "locks" / "runtime.txt"
BIN = Path(sys.executable).parent
UNREACHABLE = re.compile(
    r"ConnectionError|NameResolution|Max retries|Connection refused|timed out|ServiceError"
    r"|not found on PyPI"
)


def test_the_bill_of_materials_lists_the_lock(tmp_path: Path) -> None:
    made = subprocess.run(
        # with this environment as it is: nothing is installed for it
        ["make", "-o", "install-dev", "sbom", f"BIN={BIN}", f"SBOM={tmp_path / 'sbom.json'}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert made.returncode == 0, made.stdout + made.stderr
    bill = json.loads((tmp_path / "sbom.json").read_text(encoding="utf-8"))
    assert bill["bomFormat"] == "CycloneDX"
    assert bill["metadata"]["component"]["name"] == "dragoman"
    listed = {each["name"].lower() for each in bill["components"]}
    assert listed == set(PINNED.findall(LOCK.read_text(encoding="utf-8")))
    for each in bill["components"]:
        assert each["version"], each["name"]
        references = each["externalReferences"]
        assert any(r.get("hashes") for r in references), f"{each['name']} has no hash"


@pytest.mark.slow
def test_no_locked_version_is_known_to_be_vulnerable() -> None:
    """Asks an advisory service; without one nothing was checked, and the skip says so."""
    made = subprocess.run(
        [
            *(sys.executable, "-m", "pip_audit", "--strict", "--disable-pip"),
            *("--progress-spinner=off", "--timeout=10", "-r", str(LOCK)),
        ],
        capture_output=True,
        text=True,
        timeout=300,
    )
    said = made.stdout + made.stderr
    if made.returncode != 0 and UNREACHABLE.search(said) and "Found" not in said:
        pytest.skip("NO ADVISORY SERVICE: the locks were not checked for known vulnerabilities")
    assert made.returncode == 0, said
