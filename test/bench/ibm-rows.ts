// The rows of the IBM set over and over, each with a number of its own, as pieces of a file.
import { readFileSync } from 'node:fs';

export function* ibmRows(count: number): Generator<Buffer> {
  const [header = '', ...rows] = readFileSync('samples/ibm-late-payments.csv', 'utf8').trimEnd().split('\r\n');
  const cells = rows.map((row) => row.split(','));
  yield Buffer.from(`${header}\r\n`);
  for (let from = 0; from < count; from += rowsOfPiece) {
    const piece: string[] = [];
    for (let index = from; index < Math.min(count, from + rowsOfPiece); index += 1)
      piece.push((cells[index % cells.length] ?? []).with(3, String(index).padStart(10, '0')).join(','), '\r\n');
    yield Buffer.from(piece.join(''));
  }
}

/** Some 64 KiB, as a stream of the bucket brings them. */
const rowsOfPiece = 700;
