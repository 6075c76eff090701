import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { isAsMade, noteMade } from '#infra/made-from.ts';

const root = mkdtempSync(join(tmpdir(), 'recaudo-made-'));
afterAll(() => rmSync(root, { recursive: true }));
const record = join(root, 'record.json');
const given = { names: ['decide', 'wake'] };
const put = (file: string, content: string): void => writeFileSync(join(root, file), content);
const putBefore = (file: string, content: string): void => {
  put(file, content);
  utimesSync(join(root, file), 1, 1);
};
const note = (): void =>
  noteMade(root, record, { inputs: ['a.ts', 'b.ts'], outputs: ['out.mjs'], given, begun: 2_000 });

beforeEach(() => {
  rmSync(record, { force: true });
  putBefore('a.ts', 'one');
  putBefore('b.ts', 'two');
  put('out.mjs', 'one, two');
});

describe('what was made', () => {
  it('stands while all that it was made from and all that was written is as it was, whenever it was touched', () => {
    expect(isAsMade(root, record, given)).toBe(false);
    note();
    expect(isAsMade(root, record, given)).toBe(true);
    put('a.ts', 'one');
    expect(isAsMade(root, record, given)).toBe(true);
  });

  it.each<[string, () => void]>([
    ['an input is another', () => put('b.ts', 'three')],
    ['an input is gone', () => rmSync(join(root, 'b.ts'))],
    ['what was written is another', () => put('out.mjs', 'one')],
    ['what was written is gone', () => rmSync(join(root, 'out.mjs'))],
    ['the record is half-written', () => put('record.json', '["')],
  ])('falls where %s', (_, change) => {
    note();
    change();
    expect(isAsMade(root, record, given)).toBe(false);
  });

  it('falls where another thing was asked for', () => {
    note();
    expect(isAsMade(root, record, { names: ['decide', 'wake', 'publish'] })).toBe(false);
  });

  it('is not noted where an input changed on the way', () => {
    put('a.ts', 'later');
    note();
    expect(isAsMade(root, record, given)).toBe(false);
  });
});
