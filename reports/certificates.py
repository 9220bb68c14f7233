"""The certificate of a release: what was checked, in which files, against what, and who signed. Canonical JSON with its own digest."""

import hashlib
import json
from pathlib import Path
from typing import Any

from assessments.queries.people import role_lines
from lagesbild.db import present
from lagesbild.version import VERSION
from reports.models import Build, ReleaseCertificate, ReleaseCheck
from reports.site.bundle import MANIFEST, verify_bundle

FORM = 1  # of the certificate: grows when its parts change


def canonical(value: Any) -> str:
    """Return JSON that is always the same for the same value: keys in order, no white space."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()


def certificate_of(build: Build, folder: Path) -> ReleaseCertificate:
    """Return the unsaved certificate of a build that was just signed. `folder` holds its files, unchanged."""
    signer = present(build.release_approved_by)
    role = role_lines([signer.pk]).get(signer.pk, "")
    content = canonical(_stands(build, folder, role))
    return ReleaseCertificate(
        build=build,
        manifest_sha256=build.manifest_sha256,
        content=content,
        sha256=digest(content),
        app_version=VERSION,
        issued_by=signer,
        issued_role=role,
        issued_at=present(build.release_approved_at),
    )


def _stands(build: Build, folder: Path, role: str) -> dict[str, Any]:
    checks = list(build.checks.all())
    return {
        "certifikat": FORM,
        "lagesbild": build.picture.year,
        "upplaga": build.version,
        "bygge": build.pk,
        "utgivningsdag": build.edition_date.isoformat(),
        "byggt": present(build.built_at).isoformat(),
        "program": VERSION,
        "forteckning_sha256": build.manifest_sha256,
        "filer": json.loads((folder / MANIFEST).read_bytes())["filer"],
        "kontroller": [_check(row) for row in checks],
        "jamfort_med": next((row.facts for row in checks if row.code == "secret"), {}),
        "godkant": present(build.release_approved_at).isoformat(),
        "godkant_av": role,
    }


def _check(row: ReleaseCheck) -> dict[str, Any]:
    told = {"kod": row.code, "version": row.version, "utfall": row.outcome, "rubrik": row.title, "resultat": row.summary}
    return told | ({"listat": row.listed, "skal": row.reason} if row.listed else {})


def stands(certificate: ReleaseCertificate) -> dict[str, Any]:
    """Return what stands in a certificate."""
    found: dict[str, Any] = json.loads(certificate.content)
    return found


def is_of(certificate: ReleaseCertificate, folder: Path) -> bool:
    """Whether the files on the disk are those that the certificate names, each with the digest it names, and the certificate is whole."""
    told = stands(certificate)
    return (
        digest(certificate.content) == certificate.sha256
        and told["forteckning_sha256"] == certificate.manifest_sha256
        and (is_manifest(folder, certificate.manifest_sha256) and told["filer"] == json.loads((folder / MANIFEST).read_bytes())["filer"])
    )


def is_manifest(folder: Path, sha256: str) -> bool:
    """Whether the bundle on the disk is whole, and its manifest the one with this digest."""
    return not verify_bundle(folder) and hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest() == sha256
