// Profiles as people name them to commands: by a name, or by the path of a file of their own.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findOwnProfile } from '#cli/file-profile-named.ts';

const folder = mkdtempSync(join(tmpdir(), 'recaudo-profile-'));
afterAll(() => rmSync(folder, { recursive: true }));
const fileOf = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const profile = (name: string) => `name: ${name}
kind: payments
fields: { date: Fecha, amount: Importe }
`;

describe('a profile to upload', () => {
  it.each(['standard', 'ours', 'none'])('is none by the name alone: %s', (name) => {
    expect(findOwnProfile(name)).toBeUndefined();
  });

  it('is a file by its path, under the name that it says', () => {
    expect(findOwnProfile(fileOf('any.yaml', profile('ours')))).toEqual({ name: 'ours', text: profile('ours') });
  });

  it.each([
    ['that takes the name of another', profile('odoo'), 'name: odoo'],
    ['that is none', 'name: ours\n', 'kind'],
  ])('is refused %s', (_, text, words) => {
    expect(() => findOwnProfile(fileOf('bad.yaml', text))).toThrow(words);
  });
});
