// docs/policy.md: its policies are accepted, its mistakes are mistakes, and the check answers what it shows.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { main } from '#cli/main.ts';

const guide = readFileSync(new URL('../../docs/policy.md', import.meta.url), 'utf8');
const files = [...guide.matchAll(/```yaml\n(# (\S+\.yaml)\n[\s\S]*?)```/g)].map(([, text = '', name = '']) => ({
  name,
  text,
}));
const consoles = [...guide.matchAll(/```console\n\$ npx recaudo policy check (\S+)\n([\s\S]*?)```/g)].map(
  ([, name = '', answer = '']) => ({ name, answer }),
);
const folder = mkdtempSync(join(tmpdir(), 'guide-'));
for (const { name, text } of files) writeFileSync(join(folder, name), text);
// A day for which the rates that laws refer to are published.
vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-23T12:00:00Z') });
afterAll(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

const check = async (name: string) => {
  let out = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += text;
    return true;
  });
  const code = await main(['policy', 'check', join(folder, name)]);
  write.mockRestore();
  process.exitCode = undefined;
  return { code, out: out.replaceAll(`${folder}/`, '') };
};

describe('the guide to policies', () => {
  it('shows policies and what the check says of them', () => {
    expect(files.length).toBeGreaterThan(6);
    expect(consoles.map(({ name }) => name)).toEqual(['acme-later.yaml', 'mistyped.yaml', 'gap.yaml']);
  });

  it.each(consoles)('$name is answered as shown', async ({ name, answer }) => {
    expect((await check(name)).out).toBe(answer);
  });

  it.each(files.filter(({ name }) => !['mistyped.yaml', 'gap.yaml'].includes(name)))(
    '$name has neither errors nor warnings',
    async ({ name }) => {
      const { code, out } = await check(name);
      expect([code, out]).toEqual([0, expect.stringMatching(/^\S+: no errors;/)]);
    },
  );

  it('names every code of a lint that the code knows', () => {
    const sources = [
      'step-lints',
      'stage-lints',
      'text-lints',
      'document-lints',
      'looser-than-law',
      'unverified-law',
      'lawful-charges',
    ].map((file) => readFileSync(new URL(`../../shared/domain/policy-lints/${file}.ts`, import.meta.url), 'utf8'));
    const codes = new Set(
      sources.flatMap((source) => [...source.matchAll(/'([a-z]+(?:-[a-z]+)+|gap)'/g)].map(([, code = '']) => code)),
    );
    const isCode = (word: string) => !['single-channel', 'after-conversation', 'due date', 'opt-out'].includes(word);
    for (const code of [...codes].filter(isCode)) expect(guide).toContain(`\`${code}\``);
  });
});
