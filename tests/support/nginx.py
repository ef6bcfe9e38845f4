"""nginx with the configuration that is shipped, on free ports of this machine, with a certificate of its own."""

import shutil
import subprocess
import time
from collections.abc import Sequence
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from forms import now
from tests.support import PATIENCE, ROOT
from tests.support.app import free_port

SHIPPED = ROOT / "docs" / "deploy" / "nginx.conf"
FETCHED = ROOT / ".venv" / "nginx" / "usr" / "sbin" / "nginx"  # by ./test
NAME = "localhost"  # in place of clinic.example: a browser finds it without a name server
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


class Nginx:
    """nginx in front of apps at these ports. Its log is in `log`. What it needs is in `folder`, which must be empty."""

    def __init__(self, folder: Path, apps: Sequence[int]) -> None:
        self.log, self.errors, self.certificate = folder / "log", folder / "errors", folder / "certificate"
        self.port, self.plain_port = free_port(), free_port()
        self.url = f"https://{NAME}:{self.port}"
        self._folder = folder
        make_certificate(self.certificate, folder / "key")
        (folder / "nginx.conf").write_text(self._configuration(apps), "utf-8")
        self._process: subprocess.Popen[bytes] | None = None

    def _configuration(self, apps: Sequence[int]) -> str:
        """What is shipped, with other places. Fails if one of them is no longer in the file."""
        folder = self._folder
        temporary = "".join(f"{kind}_temp_path {folder}/{kind}; " for kind in TEMPORARY)
        places = {
            "clinic.example": NAME, "listen 443 ssl": f"listen 127.0.0.1:{self.port} ssl",
            "listen 80 ": f"listen 127.0.0.1:{self.plain_port} ", "/run/nginx.pid": f"{folder}/pid",
            "/dev/stderr": f"{self.errors}", "/dev/stdout": f"{self.log}",
            "/run/secrets/tls_certificate": f"{self.certificate}", "/run/secrets/tls_key": f"{folder}/key",
            "server_tokens off;": f"server_tokens off; {temporary}",
        }
        places |= {f"app-{number}:8501": f"127.0.0.1:{port}" for number, port in enumerate(apps, 1)}
        text = SHIPPED.read_text("utf-8")
        for shipped, here in places.items():
            assert shipped in text, shipped
            text = text.replace(shipped, here)
        return text

    def start(self) -> None:
        """Returns when it accepts connections."""
        program = shutil.which("nginx") or ("/usr/sbin/nginx" if Path("/usr/sbin/nginx").exists() else str(FETCHED))
        command: list[str | Path] = [program, "-e", self.errors, "-c", self._folder / "nginx.conf", "-g", "daemon off;"]
        (self._folder / "pid").unlink(missing_ok=True)
        self._process = subprocess.Popen(command)
        deadline = time.monotonic() + PATIENCE
        while not (self._folder / "pid").exists():  # it listens by then
            assert self._process.poll() is None, self.errors.read_text("utf-8")
            assert time.monotonic() < deadline
            time.sleep(0.02)

    def stop(self) -> None:
        """Ends it, and every connection through it at once."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(PATIENCE)


def make_certificate(certificate: Path, key_file: Path) -> None:
    """Writes a certificate for this machine, signed with its own key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    names = x509.SubjectAlternativeName([x509.DNSName(NAME), x509.IPAddress(ip_address("127.0.0.1"))])
    made = (x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
            .serial_number(x509.random_serial_number()).not_valid_before(now() - timedelta(days=1))
            .not_valid_after(now() + timedelta(days=1)).add_extension(names, critical=False)
            .sign(key, hashes.SHA256()))
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
