import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchesOf, mostBatchBytes, mostMessages } from '#functions/message-batches.ts';

describe('batches of messages', () => {
  it.each([
    [0, []],
    [1, [1]],
    [10, [10]],
    [11, [10, 1]],
    [25, [10, 10, 5]],
  ])('%i small ones: %j', (number, sizes) =>
    expect(batchesOf(Array.from({ length: number }, () => 'x')).map(({ length }) => length)).toEqual(sizes),
  );

  it.each([
    [mostBatchBytes / 2, [2]],
    [mostBatchBytes / 2 + 1, [1, 1]],
  ])('two of %i bytes: %j', (bytes, sizes) =>
    expect(batchesOf(['x'.repeat(bytes), 'x'.repeat(bytes)]).map(({ length }) => length)).toEqual(sizes),
  );

  it('counts bytes, not signs', () =>
    expect(batchesOf(['ñ'.repeat(mostBatchBytes / 4), 'ñ'.repeat(mostBatchBytes / 4 + 1)])).toHaveLength(2));

  it('hold every message once, in order, and never too much', () => {
    const message = fc.integer({ min: 1, max: mostBatchBytes }).map((size) => 'x'.repeat(size));
    fc.assert(
      fc.property(fc.array(message, { maxLength: 30 }), (messages) => {
        const batches = batchesOf(messages);
        expect(batches.flat()).toEqual(messages);
        for (const batch of batches) {
          expect(batch.length).toBeLessThanOrEqual(mostMessages);
          expect(batch.length).toBeGreaterThan(0);
          expect(Buffer.byteLength(batch.join(''))).toBeLessThanOrEqual(mostBatchBytes);
        }
      }),
      { numRuns: 50 },
    );
  });
});
