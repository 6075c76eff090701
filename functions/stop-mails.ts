// The link to stop in every mail: a look shows a page and changes nothing, a post stops the mails, or lets them come again.
import * as z from 'zod';
import { now as readClock } from '#clock';
import type { Debtor } from '#domain/facts.ts';
import { type StopPage, stopPage, unknownPage } from '#replies/stop-page.ts';
import { findAccount } from '#store/merged-into.ts';
import { loadPolicy } from '#store/policies.ts';
import { recordOfDebtor } from '#store/record-of-debtor.ts';
import { findThread, isProof, threadOf } from '#store/threads.ts';
import { handle, logger } from './handle.ts';
import { bytesOf, type HttpAnswer, httpBody } from './http.ts';

const request = z.object({
  httpMethod: z.enum(['GET', 'POST']),
  pathParameters: z.object({ token: z.string(), proof: z.string() }),
  ...httpBody,
  requestContext: z.object({ requestId: z.string() }),
});

export const handler = handle(request, async (asked): Promise<HttpAnswer> => {
  const debtor = await debtorOf(asked.pathParameters);
  if (!debtor) return answer(404, unknownPage());
  const { content } = await loadPolicy(debtor.creditor);
  const show = (page: StopPage) => answer(200, stopPage(page, debtor.language, content.creditor.name));
  if (asked.httpMethod === 'GET') return show('ask');
  const body = bytesOf(asked).toString('utf8');
  // What a mail program posts by itself names no button: it stops, as the button does.
  const given = new URLSearchParams(body.slice(0, 1000)).get('do') === 'again';
  await change(debtor, given, asked.requestContext.requestId);
  return show(given ? 'resumed' : 'stopped');
});

/** Undefined unless the link is one that we made. */
const debtorOf = async ({ token, proof }: { readonly token: string; readonly proof: string }) => {
  if (!/^[a-z2-7]{24}$/.test(token)) return undefined;
  const thread = await findThread(token);
  if (!thread || !isProof(proof, await threadOf(thread.last))) return undefined;
  return (await findAccount(thread.last))?.debtor;
};

/** Recorded once for each request, and not at all where it is so already. */
const change = async (debtor: Debtor, given: boolean, requestId: string): Promise<void> => {
  if (debtor.optOut.includes('email') !== given) return;
  const { creditor, debtor: id } = debtor;
  const now = await readClock();
  await recordOfDebtor(
    {
      type: 'Consent Changed',
      detail: { id: `link-${requestId}`, creditor, debtor: id, channel: 'email', given, at: now, saidBy: 'debtor' },
    },
    debtor,
    now,
  );
  logger.info('mails', { given });
};

const answer = (statusCode: number, body: string): HttpAnswer => ({
  statusCode,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  },
  body,
});
