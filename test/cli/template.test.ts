// `recaudo template` as people and programs use it, and the page that tells how: its files are checked, its answers are the answers.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { main } from '#cli/main.ts';
import { printed } from './printed.ts';

const guide = readFileSync(new URL('../../docs/templates.md', import.meta.url), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'recaudo-template-'));
afterAll(() => rmSync(folder, { recursive: true }));
const fileOf = (name: string, content: string): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const recaudo = async (...args: readonly string[]) => {
  const ended = await printed(async () => {
    const code = await main(['template', ...args]);
    return Number(process.exitCode ?? code);
  });
  return { ...ended, out: ended.out.replaceAll(`${folder}/`, '') };
};
const fromGuide = (name: string): string => {
  const [, text = ''] = new RegExp(`\`\`\`yaml\\n(# ${name}\\n[\\s\\S]*?)\`\`\``).exec(guide) ?? [];
  return fileOf(name, text);
};

describe('the page about texts', () => {
  it('shows a file that passes, and one with mistakes and what is said of them', async () => {
    expect(await recaudo('check', fromGuide('es.yaml'))).toMatchObject({ code: 0, out: 'es.yaml: no errors\n' });
    const { code, out } = await recaudo('check', fromGuide('mistaken.yaml'), '--language', 'es');
    expect(code).toBe(2);
    expect(guide).toContain(`--language es\n${out}\`\`\``);
  });
});

describe('template check', () => {
  it('answers programs with the findings of each file', async () => {
    const { code, out } = await recaudo('check', fileOf('pt.yaml', 'lines:\n  goodbye: "{{ nome }}"\n'), '--json');
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      files: [
        {
          language: 'pt',
          findings: [{ line: 2, column: 16, severity: 'error', code: 'unknown-variable', field: 'lines.goodbye' }],
        },
      ],
      layout: [],
    });
  });

  it('takes hosts and jurisdiction from a policy', async () => {
    const policy = readFileSync(new URL('../../shared/policies/default.yaml', import.meta.url), 'utf8');
    const file = fileOf('en.yaml', 'lines:\n  goodbye: "More: https://help.acme.example"\n');
    const allowing = fileOf(
      'acme.yaml',
      policy.replace('  contactPerson:', '  linkHosts: [acme.example]\n  contactPerson:'),
    );
    expect((await recaudo('check', file)).code).toBe(2);
    expect(await recaudo('check', file, '--policy', allowing)).toMatchObject({ code: 0, out: 'en.yaml: no errors\n' });
  });
});

describe('template preview', () => {
  it('tells the segments of a text message, also with the worst data', async () => {
    const { out } = await recaudo('preview', 'formalNotice', '--channel', 'sms', '--data', 'worst', '--json');
    const { pages } = JSON.parse(out);
    expect(pages.map(({ data }: { data: string }) => data)).toEqual(['long-names', 'right-to-left', '200-items']);
    expect(pages[1].facts).toMatchObject({ alphabet: 'gsm7', segments: 2, price: '0.08 USD' });
  });

  it('writes HTML that shows its codes, and text, for every text when none is named', async () => {
    const out = join(folder, 'look');
    const { code } = await recaudo('preview', '--language', 'pt', '--out', out);
    expect(code).toBe(0);
    const html = readFileSync(join(out, 'planAgreed-pt-email-plain-sample.html'), 'utf8');
    expect(html).toContain('src="data:image/png;base64,');
    expect(html).not.toContain('cid:');
    expect(existsSync(join(out, 'settlementOffer-pt-email-plain-sample.txt'))).toBe(true);
  });

  it('prints letters, and tells what one costs', async () => {
    const out = join(folder, 'letters');
    const { code, out: told } = await recaudo('preview', 'formalNotice', '--channel', 'letter', '--out', out);
    expect({ code, told }).toMatchObject({ code: 0, told: expect.stringContaining('price 2 USD') });
    expect(readFileSync(join(out, 'formalNotice-en-letter-plain-sample.pdf'), 'latin1')).toMatch(/^%PDF-/);
  });

  it('shows own texts, and their errors instead of them', async () => {
    const good = fileOf('en.yaml', 'moments:\n  dueToday:\n    email:\n      subject: "It is today: {{ invoices }}"\n');
    const shown = (await recaudo('preview', 'dueToday', '--file', good)).out;
    expect(shown).toContain('Subject: It is today: F-1042');
    // As each mail has it, for its own account.
    expect(shown).toMatch(/Stop these emails with two clicks:?\s+https:\/\/recaudo\.example\.com\/stop\//);
    const bad = fileOf('es.yaml', 'lines: { goodbye: "{{ x }}" }\n');
    const { code, err } = await recaudo('preview', '--file', bad);
    expect(code).toBe(2);
    expect(err).toContain('nothing to show before this is corrected');
  });

  it('says what pictures need where there is no Chromium', async () => {
    const before = process.env.CHROME_PATH;
    process.env.CHROME_PATH = join(folder, 'no-such-browser');
    const { code, err } = await recaudo('preview', 'dueToday', '--out', folder, '--png');
    if (before === undefined) delete process.env.CHROME_PATH;
    else process.env.CHROME_PATH = before;
    expect(code).toBe(2);
    expect(err).toContain('pictures need Chromium: CHROME_PATH is');
    expect((await recaudo('preview', '--png')).err).toContain('--png needs --out DIR');
  });
});
