// Events from ERPs and payment providers, through their queue: each is checked, then recorded as a fact.
import { now as readClock } from '#clock';
import type { IsoInstant } from '#domain/calendar.ts';
import type { DomainEvent } from '#domain/events.ts';
import { parseAmount } from '#domain/money/money.ts';
import type { NewDebtor } from '#domain/registration.ts';
import { isOfPayment, recordOfPayment } from '#store/apply-payment.ts';
import { isOfBatch, recordOfBatch } from '#store/batches.ts';
import { type Recorded, recordFact } from '#store/record-fact.ts';
import { registerInvoice } from '#store/register-invoice.ts';
import { eventsOfMessage } from './events-of-message.ts';
import { logger } from './handle.ts';
import { readQueue } from './queue.ts';

export const handler = readQueue(async (body) => {
  const now = await readClock();
  for (const event of await eventsOfMessage(body)) await apply(event, now);
});

const apply = async (event: DomainEvent, now: IsoInstant): Promise<void> => {
  if (event.type !== 'Invoice Issued') {
    const { kind } = await record(event, now);
    logger.info('fact', { type: event.type, event: event.detail.id, kind });
    return;
  }
  const { id, creditor, invoice, debtor, amount, currency, issued, due, tags, earlyPayment, uuid, at } = event.detail;
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
      uuid,
    },
    id,
    now,
    at,
  );
  logger.info('fact', { type: event.type, event: id, kind: registered });
};

const record = (event: Exclude<DomainEvent, { type: 'Invoice Issued' }>, now: IsoInstant): Promise<Recorded> => {
  if (isOfBatch(event)) return recordOfBatch(event, now);
  return isOfPayment(event) ? recordOfPayment(event, now) : recordFact(event, now);
};

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
