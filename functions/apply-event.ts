// Events from ERPs and payment providers, through their queue: each is checked, then recorded as a fact.
import * as z from 'zod';
import { now as readClock } from '#clock';
import { BadInput } from '#domain/errors.ts';
import { readEvent } from '#domain/events.ts';
import { parseAmount } from '#domain/money/money.ts';
import type { NewDebtor } from '#domain/registration.ts';
import { isOfBatch, recordOfBatch } from '#store/batches.ts';
import { recordFact } from '#store/record-fact.ts';
import { registerInvoice } from '#store/register-invoice.ts';
import { logger } from './handle.ts';
import { readQueue } from './queue.ts';

const envelope = z.object({ 'detail-type': z.string(), detail: z.unknown() });

export const handler = readQueue(async (body) => {
  const parsed = envelope.safeParse(body);
  if (!parsed.success)
    throw new BadInput('not-an-event', 'the message is not an EventBridge event with detail-type and detail');
  const event = readEvent(parsed.data['detail-type'], parsed.data.detail);
  const now = await readClock();
  if (event.type !== 'Invoice Issued') {
    const { kind } = isOfBatch(event) ? await recordOfBatch(event, now) : await recordFact(event, now);
    logger.info('fact', { type: event.type, event: event.detail.id, kind });
    return;
  }
  const { id, creditor, invoice, debtor, amount, currency, issued, due, tags, earlyPayment, at } = event.detail;
  const registered = await registerInvoice(
    {
      creditor,
      invoice,
      debtor: withoutAbsent(debtor),
      amount: parseAmount(amount, currency).amount,
      currency,
      issued,
      due,
      tags,
      earlyPayment,
    },
    id,
    now,
    at,
  );
  logger.info('fact', { type: event.type, event: id, kind: registered });
});

const withoutAbsent = ({
  id,
  name,
  type,
  person,
  email,
  phone,
  language,
  timeZone,
  jurisdiction,
  region,
}: { [Field in keyof NewDebtor]: NewDebtor[Field] | undefined } & NewDebtorRequired): NewDebtor => ({
  id,
  name,
  type,
  ...(person === undefined ? {} : { person }),
  ...(email === undefined ? {} : { email }),
  ...(phone === undefined ? {} : { phone }),
  ...(language === undefined ? {} : { language }),
  ...(timeZone === undefined ? {} : { timeZone }),
  ...(jurisdiction === undefined ? {} : { jurisdiction }),
  ...(region === undefined ? {} : { region }),
});
type NewDebtorRequired = Pick<NewDebtor, 'id' | 'name' | 'type'>;
