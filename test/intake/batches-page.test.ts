// docs/batches.md tells of every column, and its example is a file that is accepted.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { withoutSettled } from '#intake/formats/file-profile.ts';
import { allColumns } from '#intake/formats/profile-columns.ts';
import { acceptedOf, readAll, standardProfile } from './csv-file.ts';

const page = readFileSync('docs/batches.md', 'utf8');

it('describes every column of our own', () => {
  const columns = allColumns(withoutSettled(standardProfile)).flat();
  expect(columns).toHaveLength(24);
  const described = [...page.matchAll(/^\| `(\w+)` +\|.*\|.*\|/gm)].map(([, column]) => column);
  expect(columns.filter((column) => !described.includes(column))).toEqual([]);
});

it('shows a file that is accepted', async () => {
  const example = /```csv\n([^`]*)```/.exec(page)?.[1] ?? '';
  const rows = await readAll(example);
  expect(acceptedOf(rows).map(({ invoice, amount }) => [invoice, amount])).toEqual([
    ['F-1001', 42000],
    ['F-1002', 345000000],
  ]);
  expect(rows).toHaveLength(2);
});
