// Looks at the beginning of a source without taking it away.
import { Readable } from 'node:stream';

export type Begun = {
  /** At least `looked` bytes, or all there are. */
  readonly head: Uint8Array;
  /** All bytes, the head's too. Its end, or its destruction, is that of the source. */
  readonly whole: Readable;
};

/** As much as the separator is found by, were each letter three bytes long. */
const looked = 3 * 65_537;

export const beginSource = async (source: Readable): Promise<Begun> => {
  const pieces: AsyncIterator<unknown> = source[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  let length = 0;
  let isDone = false;
  while (length < looked && !isDone) {
    const next = await pieces.next();
    isDone = next.done === true;
    if (isDone) break;
    const bytes = bytesOf(next.value);
    first.push(bytes);
    length += bytes.length;
  }
  const rest = async function* (): AsyncGenerator<Uint8Array> {
    try {
      yield* first;
      for (;;) {
        const next = isDone ? undefined : await pieces.next();
        if (next === undefined || next.done) return;
        yield bytesOf(next.value);
      }
    } finally {
      await pieces.return?.();
    }
  };
  const whole = Readable.from(rest(), { objectMode: true });
  // Before it is read from, its iteration has not begun, and ends nothing.
  whole.once('close', () => source.destroy());
  return { head: Buffer.concat(first), whole };
};

const bytesOf = (piece: unknown): Uint8Array => (piece instanceof Uint8Array ? piece : Buffer.from(String(piece)));
