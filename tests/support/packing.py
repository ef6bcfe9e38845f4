"""What zlib makes of the same bytes again and again."""

import zlib

BLOCK = 1_000_000


def packed_zeros(length: int, of: bytes = b"\0") -> bytes:
    """So many bytes, packed by zlib, of a pattern that is repeated.

    A block is packed once and repeated, which is many times faster than packing all of it. Then comes the rest.
    """
    block = of * (BLOCK // len(of))
    blocks, rest = divmod(length, len(block))
    packing = zlib.compressobj(9)
    head = packing.compress(b"") + packing.flush(zlib.Z_FULL_FLUSH)  # after a full flush, nothing refers back
    packed_block = packing.compress(block) + packing.flush(zlib.Z_FULL_FLUSH)
    remainder = block[:rest - rest % len(of)]
    end = (packing.compress(remainder) + packing.flush())[:-4]  # without the checksum of what it packed
    checksum = 1
    for _ in range(blocks):
        checksum = zlib.adler32(block, checksum)
    return head + packed_block * blocks + end + zlib.adler32(remainder, checksum).to_bytes(4, "big")
