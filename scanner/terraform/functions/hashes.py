"""Hashes, base64 and other encodings of bytes."""

from __future__ import annotations

from scanner.terraform.encoding import composed
from scanner.terraform.functions import Function, typed
from scanner.terraform.values import MAX_STRING, Failure, LimitHit, Unsupported


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
        return composed(data.decode("utf-8"))
    except UnicodeDecodeError:
        raise Failure("what is decoded from base64 is not UTF-8") from None


def _gzip(text: str) -> str:
    # Terraform's bytes differ with the version of Go's compressor; ours would be made up.
    raise Unsupported("the result of base64gzip() depends on the version of Terraform")


def _gunzip(text: str) -> str:
    """OpenTofu's: the text that base64gzip() packed."""
    import base64
    import zlib

    try:
        unpacker = zlib.decompressobj(wbits=31)
        data = unpacker.decompress(base64.b64decode(text, validate=True), MAX_STRING + 1)
        if len(data) > MAX_STRING:
            raise LimitHit("limit-string-size", "a string is longer than 10 MB")
        if not unpacker.eof:
            raise Failure("the text is no complete gzip file in base64")
        return composed(data.decode("utf-8"))
    except (ValueError, zlib.error):
        raise Failure("the text is no gzip file of text in base64") from None


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


# Names of the IANA registry and Python's for them; Terraform knows no other aliases of these.
_CODECS = {
    "utf-8": "utf-8",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
    "iso-8859-1": "latin-1",
    "latin1": "latin-1",
    "us-ascii": "ascii",
    "windows-1252": "cp1252",
    "iso-8859-15": "iso8859-15",
    "koi8-r": "koi8-r",
    "shift_jis": "shift_jis",
    "euc-jp": "euc_jp",
    "gbk": "gbk",
    "big5": "big5",
    "euc-kr": "euc_kr",
    "ibm437": "cp437",
}
_UNKNOWN_CODECS = ("", "utf8", "utf-32", "cp1252", "unicode")


def _codec(name: str) -> str:
    codec = _CODECS.get(name.lower())
    if codec is None and name.lower() in _UNKNOWN_CODECS:
        raise Failure(f"there is no encoding {name!r}")
    if codec is None:
        raise Unsupported(f"the encoding {name} is not supported")
    return codec


def _text_encode(text: str, name: str) -> str:
    if name.lower() == "utf-16":
        return base64_text(b"\xfe\xff" + text.encode("utf-16-be"))
    try:
        return base64_text(text.encode(_codec(name)))
    except UnicodeEncodeError:
        raise Failure(f"the text cannot be written in {name}") from None


def _text_decode(text: str, name: str) -> str:
    import base64
    import binascii

    if name.lower() == "utf-16":
        raise Unsupported("the byte order of UTF-16 is not detected")
    try:
        return composed(base64.b64decode(text, validate=True).decode(_codec(name)))
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
    "base64gunzip": typed(_gunzip, "string"),
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
