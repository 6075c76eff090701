// The signature of a webhook: HMAC-SHA256 of the moment and the body, `t=1772530200,v1=…`; several v1 may stand there.
import { createHmac, timingSafeEqual } from 'node:crypto';

export const signatureHeader = 'Recaudo-Signature';
/** How far the sender's clock may be from ours, either way. */
export const windowSeconds = 300;

export const sign = (secret: string, seconds: number, body: Uint8Array): string =>
  `t=${seconds},v1=${digestOf(secret, seconds, body).toString('hex')}`;

export type Verified =
  | { readonly kind: 'signed'; readonly seconds: number; readonly signature: string }
  | { readonly kind: 'refused'; readonly because: string };

/** What can be said of a header before any secret is known: its moment and its signatures. */
export const readSignature = (
  header: string | undefined,
  nowSeconds: number,
): Verified | { readonly kind: 'read'; readonly seconds: number; readonly signatures: readonly Buffer[] } => {
  if (header === undefined) return refused(`the header ${signatureHeader} is missing: send t=SECONDS,v1=HMAC`);
  const parts = header.split(',').map((part) => part.trim().split('='));
  const moments = parts.flatMap(([name, value]) => (name === 't' && /^\d{1,12}$/.test(value ?? '') ? [value] : []));
  const signatures = parts.flatMap(([name, value]) =>
    name === 'v1' && /^[0-9a-f]{64}$/.test(value ?? '') ? [Buffer.from(value ?? '', 'hex')] : [],
  );
  if (moments.length !== 1 || signatures.length === 0 || signatures.length > mostSignatures)
    return refused(`the header ${signatureHeader} is not t=SECONDS,v1=HMAC with 64 small hexadecimal digits`);
  const seconds = Number(moments[0]);
  if (Math.abs(nowSeconds - seconds) > windowSeconds)
    return refused(
      `t=${seconds} is more than ${windowSeconds} seconds from now, ${nowSeconds}: sign each attempt anew, and set the clock`,
    );
  return { kind: 'read', seconds, signatures };
};

/** Every signature is compared with every secret, so that the time it takes tells nothing of them. */
export const verify = (
  { seconds, signatures }: { readonly seconds: number; readonly signatures: readonly Buffer[] },
  body: Uint8Array,
  secrets: readonly string[],
): Verified => {
  const fitting = (secrets.length === 0 ? [nobodysSecret] : secrets).flatMap((secret) => {
    const expected = digestOf(secret, seconds, body);
    return signatures.filter((signature) => timingSafeEqual(signature, expected));
  });
  const [found] = fitting;
  return found === undefined || secrets.length === 0
    ? refused(
        'the signature does not fit: sign the t of the header, a point and the body byte for byte, with the secret of this creditor',
      )
    : { kind: 'signed', seconds, signature: found.toString('hex') };
};

const mostSignatures = 4;
/** So that an unknown creditor takes as long as a known one. */
const nobodysSecret = 'nobody';

const refused = (because: string): Verified => ({ kind: 'refused', because });

const digestOf = (secret: string, seconds: number, body: Uint8Array): Buffer =>
  createHmac('sha256', secret).update(`${seconds}.`).update(body).digest();
