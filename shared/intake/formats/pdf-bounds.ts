// What a PDF may cost before anybody parses it: parsers unpack what is packed in it without asking how large it becomes.
import { createInflate } from 'node:zlib';
import { BadInput } from '#domain/errors.ts';

/** Invoices with their pictures have some hundred kilobytes. */
export const mostPdfBytes = 16 * 1024 * 1024;
const mostStreams = 20_000;
const mostUnpacked = 128 * 1024 * 1024;
/** A parser looks for the end of each to the end of the file. */
const mostOpen = 50;

/** Throws BadInput `bad-pdf` for a file that is too large, or grows too much. */
export const checkPdf = async (bytes: Uint8Array): Promise<void> => {
  if (bytes.length > mostPdfBytes) throw tooMuch(`it has more than ${mostPdfBytes / 1024 / 1024} MiB`);
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.includes('/LZWDecode')) throw tooMuch('it is packed as invoices (PDF/A) may not be');
  let [streams, open, unpacked] = [0, 0, 0];
  for (let at = file.indexOf('stream'); at !== -1; at = file.indexOf('stream', at + 6)) {
    if (file.toString('latin1', Math.max(0, at - 3), at) === 'end') {
      open -= 1;
      continue;
    }
    open += 1;
    streams += 1;
    if (streams > mostStreams) throw tooMuch(`it has more than ${mostStreams} parts`);
    unpacked += await unpackedSize(file.subarray(contentAt(file, at + 6)), mostUnpacked - unpacked);
  }
  if (open > mostOpen) throw tooMuch('its parts have no end');
};

const contentAt = (file: Buffer, at: number): number =>
  at + (file[at] === 0x0d ? 1 : 0) + (file[at + 1] === 0x0a || file[at] === 0x0a ? 1 : 0);

/** How much comes out before it ends or turns out to be something else. */
const unpackedSize = async (content: Buffer, most: number): Promise<number> => {
  const [first = 0, second = 0] = content;
  const isPacked = (first & 15) === 8 && (first * 256 + second) % 31 === 0;
  if (!isPacked) return 0;
  let size = 0;
  const inflate = createInflate();
  inflate.end(content);
  try {
    for await (const chunk of inflate) {
      size += chunk.length;
      if (size > most) throw tooMuch(`it holds more than ${mostUnpacked / 1024 / 1024} MiB`);
    }
  } catch (error) {
    if (error instanceof BadInput) throw error;
  }
  return size;
};

const tooMuch = (reason: string): BadInput =>
  new BadInput('bad-pdf', `the PDF is refused: ${reason}; send the XML of the invoice by itself`);
