// Whether an uploaded file says that it applies itself, and that this is no part of the policy.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { defaultPolicy } from '#policies/default-policy.ts';
import { readUpload as readUploadOn } from '#policies/read-upload.ts';

const text = readFileSync(new URL('../../shared/policies/default.yaml', import.meta.url), 'utf8');

const readUpload = (uploaded: string) => readUploadOn(uploaded, { today: '2026-03-02' });

describe('a policy file', () => {
  it('that says nothing of its applying is a policy and no more', () => {
    expect(readUpload(text)).toEqual({ ok: true, content: defaultPolicy(), lints: [] });
  });

  it.each(['now', 'next-stage', 'pin'])('that says apply: %s says so, and is the same policy', (inFlight) => {
    for (const written of [
      `apply: { inFlight: ${inFlight} }\n${text}`,
      `${text}\napply: { inFlight: "${inFlight}" }\n`,
      `${text}apply:\n  inFlight: ${inFlight}`,
      `"apply": { inFlight: ${inFlight} } # at once\n${text}`,
    ])
      expect(readUpload(written)).toEqual({ ok: true, content: defaultPolicy(), lints: [], inFlight });
  });

  it.each([
    ['apply: now', 'a bare word'],
    ['apply: { inFlight: later }', 'an unknown mode'],
    ['apply: { inflight: now }', 'a misspelt key'],
    ['apply: { inFlight: now, by: me }', 'a key too many'],
    ['apply: {}', 'nothing'],
    ['apply:', 'no value'],
    ['apply: [now]', 'a list'],
  ])('refuses %s: %s, where it stands', (line) => {
    const upload = readUpload(`# one\n${line}\n${text}`);
    expect(upload.ok).toBe(false);
    if (!upload.ok) expect(upload.problems).toMatchObject([{ line: 2, column: 1, field: 'apply' }]);
  });

  it('reports the errors of the policy on their own lines, below the key', () => {
    const upload = readUpload(`apply:\n  inFlight: now\n${text.replace('minDaysBetween: 3', 'minDaysBetween: -1')}`);
    const line = text.split('\n').findIndex((each) => each.startsWith('minDaysBetween')) + 3;
    expect(upload).toMatchObject({ ok: false, problems: [{ field: 'minDaysBetween', line }] });
  });

  it('may speak of applying elsewhere: in a comment, in a text', () => {
    expect(readUpload(`# apply: { inFlight: now }\n${text}`)).toEqual({
      ok: true,
      content: defaultPolicy(),
      lints: [],
    });
  });
});
