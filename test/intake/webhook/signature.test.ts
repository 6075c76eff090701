import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSignature, sign, verify, windowSeconds } from '#intake/webhook/signature.ts';

const now = 1_772_530_200;
const body = Buffer.from('{"a":"ñ"}');
const hex = createHmac('sha256', 's1').update(`${now}.`).update(body).digest('hex');
const zeros = '0'.repeat(64);

/** How a header ends: "signed", or why not. */
const answer = (header: string | undefined, secrets: readonly string[] = ['s1'], signed: Uint8Array = body): string => {
  const read = readSignature(header, now);
  const verified = read.kind === 'read' ? verify(read, signed, secrets) : read;
  return verified.kind === 'refused' ? verified.because : verified.kind;
};

describe('a signature', () => {
  it('is the HMAC of moment, point and body', () => expect(sign('s1', now, body)).toBe(`t=${now},v1=${hex}`));

  it.each([
    ['as it is signed', `t=${now},v1=${hex}`],
    ['with spaces', `t=${now}, v1=${hex}`],
    ['in another order', `v1=${hex},t=${now}`],
    ['beside one of another secret', `t=${now},v1=${zeros},v1=${hex}`],
    ['beside one of another kind', `t=${now},v2=x,v1=${hex}`],
  ])('%s is taken', (_, header) => expect(answer(header)).toBe('signed'));

  it.each([
    ['is missing', undefined, 'is missing'],
    ['is empty', '', 'is not t=SECONDS'],
    ['has no moment', `v1=${hex}`, 'is not t=SECONDS'],
    ['has two moments', `t=${now},t=${now},v1=${hex}`, 'is not t=SECONDS'],
    ['has a moment that is none', `t=now,v1=${hex}`, 'is not t=SECONDS'],
    ['has no HMAC', `t=${now}`, 'is not t=SECONDS'],
    ['is cut', `t=${now},v1=${hex.slice(1)}`, 'is not t=SECONDS'],
    ['has five', `t=${now}${`,v1=${hex}`.repeat(5)}`, 'is not t=SECONDS'],
    ['is another', `t=${now},v1=${zeros}`, 'does not fit'],
    ['is of another moment', `t=${now + 1},v1=${hex}`, 'does not fit'],
  ])('that %s is refused', (_, header, reason) => expect(answer(header)).toContain(reason));

  it.each([
    [windowSeconds, 'signed'],
    [-windowSeconds, 'signed'],
    [windowSeconds + 1, 'more than 300 seconds'],
    [-windowSeconds - 1, 'more than 300 seconds'],
  ])('%i seconds away: %s', (away, expected) => expect(answer(sign('s1', now + away, body))).toContain(expected));

  it.each([
    [['s2', 's1'], 'signed'],
    [['s1', 's2'], 'signed'],
    [['s2'], 'does not fit'],
    [[], 'does not fit'],
  ])('with the secrets %j: %s', (secrets, expected) =>
    expect(answer(`t=${now},v1=${hex}`, secrets)).toContain(expected),
  );

  it('is refused where no secret is known, even if it fits the one that stands in', () =>
    expect(answer(sign('nobody', now, body), [])).toContain('does not fit'));

  it('fits its own body and secret, and no other', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), fc.string(), fc.string(), (one, other, secret, another) => {
        const header = sign(secret, now, one);
        expect(answer(header, [secret], one)).toBe('signed');
        if (!Buffer.from(one).equals(Buffer.from(other)))
          expect(answer(header, [secret], other)).toContain('does not fit');
        // Keys are padded with zeros: those that end in them are the same key.
        if (secret.replace(/\0+$/, '') !== another.replace(/\0+$/, '') && another !== '' && secret !== '')
          expect(answer(header, [another], one)).toContain('does not fit');
      }),
    );
  });
});
