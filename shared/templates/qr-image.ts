// A QR code as a PNG: black on white with its quiet zone, so that it can be read on a dark page too.
import { crc32, deflateSync } from 'node:zlib';
import { encode } from 'uqr';

const modulePixels = 6;

/** EPC069-12 asks for error correction M and at most version 13; Pix fits into the same. */
export const qrImage = (payload: string): Uint8Array => {
  const { data, size } = encode(payload, { ecc: 'M', boostEcc: false, maxVersion: 13, border: 4 });
  const side = size * modulePixels;
  const line = Math.ceil(side / 8);
  const rows = data.map((row) => {
    // One bit a pixel, 1 is white; each line begins with its filter, none.
    const bytes = Buffer.alloc(line + 1);
    for (let x = 0; x < side; x += 1) {
      if (!row[Math.floor(x / modulePixels)]) bytes[1 + (x >> 3)] = (bytes[1 + (x >> 3)] ?? 0) | (0x80 >> (x & 7));
    }
    return bytes;
  });
  const pixels = Buffer.concat(rows.flatMap((row) => Array.from({ length: modulePixels }, () => row)));
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head[8] = 1;
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(pixels, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
};

const chunk = (type: string, content: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
};
