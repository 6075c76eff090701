// A long file needs hardly more memory than a short one.
import { Readable } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { readRows } from '#intake/formats/read-rows.ts';
import { columns, standardProfile } from './csv-file.ts';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

const generated = (count: number): Readable =>
  Readable.from(
    (function* () {
      yield Buffer.from(`${columns.join(',')}\n`);
      for (let at = 0; at < count; at += 500) {
        const lines = Array.from({ length: 500 }, (_, index) => {
          const number = at + index;
          return `,INV-${number},debtor-${number},Debtor ${number},,,d${number}@example.com,,,es,UTC,${number + 1}.50,EUR,2026-01-05,2026-02-04,,,,\n`;
        });
        yield Buffer.from(lines.join(''));
      }
    })(),
  );

/** Says nothing of how dates and amounts are written. */
const { decimals: _, dates: __, exact: ___, encoding: ____, ...open } = standardProfile;

it.each([
  ['as it is written', standardProfile],
  ['with all of it looked through first', open],
])('200,000 rows %s hold less than 16 MB more than the first 1,000', { timeout: 90_000 }, async (_, profile) => {
  const used = () => {
    collectGarbage();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  let rows = 0;
  let early = 0;
  let most = 0;
  for await (const row of readRows(() => generated(200_000), { profile })) {
    if (!('invoice' in row)) throw new Error(`line ${row.line} was rejected`);
    rows += 1;
    if (rows === 1000) early = used();
    if (rows % 40_000 === 0) most = Math.max(most, used());
  }
  expect(rows).toBe(200_000);
  expect((most - early) / 1e6).toBeLessThan(16);
});
