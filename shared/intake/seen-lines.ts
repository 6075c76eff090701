// On which line of a file a key was first seen, in some 16 bytes a key however long it is, so that a large file stays small
// in memory. Keys are told apart by 64 bits: among a million, two share them with a chance below one in ten million.

/** Returns a function that answers with the first line of a key, or remembers the line it is given. */
export const seenLines = (): ((key: string, line: number) => number | undefined) => {
  // Many small tables of different sizes, of which few grow at a time, and each in its own place: nothing is left behind for the collector.
  const aside = asideOf();
  const parts = Array.from({ length: partCount }, (_, part) => seenOfPart(16 + (part % 16), aside));
  return (key, line) => {
    const [low, high] = fingerprint(key);
    return parts[high % partCount]?.(low, high, line);
  };
};

const partCount = 256;

/** One place for all parts, where a table lies while it moves to its larger one. */
const asideOf = () => {
  let place = new Uint32Array();
  return (slots: Uint32Array): Uint32Array => {
    if (place.length < slots.length) place = new Uint32Array(slots.length * 2);
    place.set(slots);
    return place.subarray(0, slots.length);
  };
};

const seenOfPart = (initial: number, aside: (slots: Uint32Array) => Uint32Array) => {
  let capacity = initial;
  let count = 0;
  let slots = new Uint32Array(capacity * slotWords);

  const find = (low: number, high: number): number => {
    let slot = Math.floor((low / 2 ** 32) * capacity);
    while (slots[slot * slotWords + 2] !== 0) {
      if (slots[slot * slotWords] === low && slots[slot * slotWords + 1] === high) break;
      slot = slot + 1 === capacity ? 0 : slot + 1;
    }
    return slot * slotWords;
  };

  const put = (at: number, low: number, high: number, line: number): void => {
    slots[at] = low;
    slots[at + 1] = high;
    slots[at + 2] = line;
  };

  const grow = (): void => {
    const old = aside(slots);
    capacity = Math.ceil(capacity * growth);
    // Gives the old place back at once, and not when the collector comes to it.
    slots = new Uint32Array(slots.buffer.transfer(capacity * slotWords * Uint32Array.BYTES_PER_ELEMENT)).fill(0);
    for (let at = 0; at < old.length; at += slotWords) {
      const low = old[at] ?? 0;
      const high = old[at + 1] ?? 0;
      const line = old[at + 2] ?? 0;
      if (line !== 0) put(find(low, high), low, high, line);
    }
  };

  return (low: number, high: number, line: number): number | undefined => {
    const at = find(low, high);
    const known = slots[at + 2];
    if (known) return known;
    put(at, low, high, line);
    count += 1;
    if (count > capacity * fullest) grow();
    return undefined;
  };
};

const growth = 1.25;
/** Of the slots; fuller, a free one is far to find. */
const fullest = 0.85;

/** Two halves of the fingerprint and the line; no line is 0, so 0 marks a free slot. */
const slotWords = 3;

const fingerprint = (key: string): readonly [number, number] => {
  let first = 0x9e3779b9;
  let second = 0x7f4a7c15;
  for (let index = 0; index < key.length; index += 1) {
    const code = key.charCodeAt(index);
    first = Math.imul(first ^ code, 0x85ebca77);
    second = Math.imul(second ^ code, 0xc2b2ae3d);
    second ^= second >>> 15;
  }
  return [scatter(first ^ (second >>> 16)), scatter(second ^ key.length)];
};

/** Spreads a half over all its bits: the last rounds of MurmurHash3. */
const scatter = (half: number): number => {
  const once = Math.imul(half ^ (half >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return (twice ^ (twice >>> 16)) >>> 0;
};
