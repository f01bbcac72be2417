"""Hashes, base64 and other encodings of bytes."""

from __future__ import annotations

from scanner.terraform.functions import Function, typed
from scanner.terraform.values import Failure, Unsupported


def digest(algorithm: str, data: bytes) -> bytes:
    """The digest of `data`; MD5 and SHA-1 are what the code asks for, not a safeguard of ours."""
    import hashlib

    return hashlib.new(algorithm, data, usedforsecurity=False).digest()


def base64_text(data: bytes) -> str:
    """Bytes in base64."""
    import base64

    return base64.b64encode(data).decode("ascii")


def _decode_base64(text: str) -> str:
    import base64
    import binascii

    try:
        data = base64.b64decode(text.replace("\n", "").replace("\r", ""), validate=True)
    except (binascii.Error, ValueError):
        raise Failure("the text is not valid base64") from None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise Failure("what is decoded from base64 is not UTF-8") from None


def _gzip(text: str) -> str:
    # Terraform's bytes differ with the version of Go's compressor; ours would be made up.
    raise Unsupported("the result of base64gzip() depends on the version of Terraform")


def _uuid5(namespace: str, name: str) -> str:
    import uuid

    known = {
        "dns": uuid.NAMESPACE_DNS,
        "url": uuid.NAMESPACE_URL,
        "oid": uuid.NAMESPACE_OID,
        "x500": uuid.NAMESPACE_X500,
    }
    try:
        space = known[namespace] if namespace in known else uuid.UUID(namespace)
    except ValueError:
        raise Failure("the namespace is no UUID") from None
    return str(uuid.uuid5(space, name))


_CODECS = {
    "utf-8": "utf-8",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
    "utf-16": "utf-16-be",
    "iso-8859-1": "latin-1",
    "us-ascii": "ascii",
    "windows-1252": "cp1252",
}


def _codec(name: str) -> str:
    codec = _CODECS.get(name.lower())
    if codec is None:
        raise Unsupported(f"the encoding {name} is not supported")
    return codec


def _text_encode(text: str, name: str) -> str:
    try:
        return base64_text(text.encode(_codec(name)))
    except UnicodeEncodeError:
        raise Failure(f"the text cannot be written in {name}") from None


def _text_decode(text: str, name: str) -> str:
    import base64
    import binascii

    try:
        return base64.b64decode(text, validate=True).decode(_codec(name))
    except (binascii.Error, UnicodeDecodeError, ValueError):
        raise Failure(f"the text is not valid base64 of {name}") from None


def _hashing(algorithm: str, base64: bool) -> Function:
    def body(text: str) -> str:
        hashed = digest(algorithm, text.encode("utf-8", "surrogatepass"))
        return base64_text(hashed) if base64 else hashed.hex()

    return typed(body, "string")


FUNCTIONS: dict[str, Function] = {
    "base64decode": typed(_decode_base64, "string"),
    "base64encode": typed(lambda text: base64_text(text.encode()), "string"),
    "base64gzip": typed(_gzip, "string"),
    "base64sha256": _hashing("sha256", True),
    "base64sha512": _hashing("sha512", True),
    "md5": _hashing("md5", False),
    "sha1": _hashing("sha1", False),
    "sha256": _hashing("sha256", False),
    "sha512": _hashing("sha512", False),
    "uuidv5": typed(_uuid5, "string", "string"),
    "textdecodebase64": typed(_text_decode, "string", "string"),
    "textencodebase64": typed(_text_encode, "string", "string"),
}
