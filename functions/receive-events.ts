// What ERPs post to the webhook: signed, small, not seen before and well-formed, it goes to the events queue; else the sender is told why not.
import * as z from 'zod';
import { toInstant } from '#domain/calendar.ts';
import { BadInput } from '#domain/errors.ts';
import { mostBytes, type Posted, type ReadPosted, readPosted } from '#intake/webhook/read-posted.ts';
import { readSignature, signatureHeader, verify } from '#intake/webhook/signature.ts';
import { env, readEnvironment } from '#store/environment.ts';
import { noteTaken, wasTaken } from '#store/webhook-notes.ts';
import { findWebhookSecret, secretsAt, type WebhookSecret } from '#store/webhook-secrets.ts';
import { handle, logger } from './handle.ts';
import { bytesOf, type HttpAnswer, httpBody } from './http.ts';
import { postedProfile } from './posted-profile.ts';
import { queueEvents } from './queue-events.ts';

const request = z.object({
  pathParameters: z.object({ creditor: z.string(), profile: z.string() }),
  headers: z.record(z.string(), z.string().optional()).nullable(),
  ...httpBody,
});

const secretsPrefix = readEnvironment(env.webhookSecrets);

export const handler = handle(request, async (posted): Promise<HttpAnswer> => {
  const { creditor, profile } = posted.pathParameters;
  const body = bytesOf(posted);
  const { status, ...answer } = await answerTo(body, headerOf(posted.headers), { creditor, profile });
  logger.info('posted', { creditor, profile, bytes: body.length, status });
  return { statusCode: status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(answer) };
});

type Told = { readonly status: number; readonly [field: string]: unknown };

const answerTo = async (
  body: Uint8Array,
  header: string | undefined,
  { creditor, profile }: { readonly creditor: string; readonly profile: string },
): Promise<Told> => {
  if (body.length > mostBytes)
    return { status: 413, error: `the body has more than ${mostBytes} bytes: send several requests` };
  // The sender signs by its own clock: a movable one has no say here.
  const nowMs = Date.now();
  const nowSeconds = Math.floor(nowMs / 1000);
  const read = readSignature(header, nowSeconds);
  if (read.kind !== 'read') return { status: 401, error: read.kind === 'refused' ? read.because : 'is not signed' };
  const verified = verify(read, body, secretsAt(await secretOf(creditor), toInstant(nowMs)));
  if (verified.kind === 'refused') return { status: 401, error: verified.because };
  const { seconds, signature } = verified;
  if (await wasTaken(creditor, signature)) return { status: 200, accepted: 0, repeated: true };
  const answer = await readBody({ body, creditor, profile, signedAt: toInstant(seconds * 1000) });
  if (answer.kind === 'refused') return { status: 400, error: 'nothing was taken', reasons: answer.reasons };
  if (answer.kind === 'conflict') return { status: 409, error: 'nothing was taken', reasons: answer.reasons };
  await queueEvents(`webhook/${profile}`, answer.events);
  await noteTaken(creditor, signature, nowSeconds);
  return { status: 202, accepted: answer.events.length };
};

const readBody = async (posted: Posted): Promise<ReadPosted> => {
  try {
    return readPosted(posted, await postedProfile(posted.profile));
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    return { kind: 'refused', reasons: [{ entry: 0, reason: error.message }] };
  }
};

/** Names of headers come in any case. */
const headerOf = (headers: z.output<typeof request>['headers']): string | undefined =>
  Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === signatureHeader.toLowerCase())?.[1];

/** Kept for a minute, unknown creditors too: whoever guesses names asks for no parameter twice. */
const secretOf = async (creditor: string): Promise<WebhookSecret | undefined> => {
  const known = secrets.get(creditor);
  if (known !== undefined && Date.now() - known.at < keptMs) return known.secret;
  if (secrets.size >= mostKept) secrets.clear();
  const secret = await findWebhookSecret(secretsPrefix, creditor);
  secrets.set(creditor, { secret, at: Date.now() });
  return secret;
};
const secrets = new Map<string, { readonly secret: WebhookSecret | undefined; readonly at: number }>();
const keptMs = 60_000;
const mostKept = 1_000;
