// Events from ERPs and payment providers, through their queue: each is checked, then recorded as a fact.
import { now as readClock } from '#clock';
import type { IsoInstant } from '#domain/calendar.ts';
import type { DomainEvent } from '#domain/events.ts';
import { isMerged } from '#domain/merge-debtors.ts';
import { parseAmount } from '#domain/money/money.ts';
import { type NewDebtor, toldAgainstOwnWord } from '#domain/registration.ts';
import { isOfReply, recordOfReply } from '#store/answer-reply.ts';
import { isAnswer, recordAnswer } from '#store/answer-task.ts';
import { isOfPayment, recordOfPayment } from '#store/apply-payment.ts';
import { isOfBatch, recordOfBatch } from '#store/batches.ts';
import { findDebtor } from '#store/load-facts.ts';
import { lookUpDocument } from '#store/look-up-document.ts';
import { type Recorded, recordFact } from '#store/record-fact.ts';
import { registerDebtor, registerInvoice } from '#store/register-invoice.ts';
import { beginAtOnce } from '#store/runs.ts';
import { eventsOfMessage } from './events-of-message.ts';
import { logger } from './handle.ts';
import { readQueue } from './queue.ts';

export const handler = readQueue(async (body) => {
  const now = await readClock();
  for (const event of await eventsOfMessage(body)) await apply(event, now);
});

const apply = async (event: DomainEvent, now: IsoInstant): Promise<void> => {
  if (event.type === 'Debtor Registered') {
    const { id, creditor, debtor, at } = event.detail;
    const registered = await registerDebtor({ creditor, debtor: withoutAbsent(debtor) }, id, now, at);
    logger.info('fact', { type: event.type, event: id, kind: registered });
    return warn(event, await ownWordOf(event.detail));
  }
  if (event.type !== 'Invoice Issued') {
    const { kind, ownWord } = await record(await withDocument(event), now);
    logger.info('fact', { type: event.type, event: event.detail.id, kind });
    return warn(event, ownWord);
  }
  const { id, creditor, invoice, debtor, amount, currency, issued, due, tags, earlyPayment, document, uuid, at } =
    event.detail;
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
      document: document === undefined ? undefined : await lookUpDocument({ creditor, invoice }, document),
      uuid,
    },
    id,
    now,
    at,
  );
  // After what came before its invoice was applied to it: a payment that waited keeps it from being asked for. Only events begin at
  // once; the many of a batch are left to enrol, and so is an invoice whose window has not come.
  const begun = await beginAtOnce({ creditor, invoice }, now);
  logger.info('fact', { type: event.type, event: id, kind: registered, begun });
  warn(event, await ownWordOf(event.detail));
};

/** Names of fields alone: what they hold is the debtor's. */
const warn = ({ type, detail }: DomainEvent, fields: readonly string[] = []): void => {
  if (fields.length > 0) logger.warn('own word stands', { type, event: detail.id, fields });
};

/** Of the details that come with an invoice or a registration, only the language is a wish. */
const ownWordOf = async ({ creditor, debtor: { id, language } }: Registering): Promise<readonly string[]> => {
  const found = language && (await findDebtor({ creditor, debtor: id }));
  return found && !isMerged(found.debtor) ? toldAgainstOwnWord(found.debtor, { language }) : [];
};
type Registering = Extract<DomainEvent, { type: 'Invoice Issued' | 'Debtor Registered' }>['detail'];

/** A document is looked up before it becomes a fact. */
const withDocument = async (event: Other): Promise<Other> => {
  if (event.type !== 'Invoice Changed' || !event.detail.document) return event;
  const document = await lookUpDocument(event.detail, event.detail.document);
  return { type: event.type, detail: { ...event.detail, document } };
};

type Other = Exclude<DomainEvent, { type: 'Invoice Issued' | 'Debtor Registered' }>;

const record = (event: Other, now: IsoInstant): Promise<Recorded> => {
  if (isOfBatch(event)) return recordOfBatch(event, now);
  if (isOfReply(event)) return recordOfReply(event, now);
  if (isAnswer(event)) return recordAnswer(event, now);
  return isOfPayment(event) ? recordOfPayment(event, now) : recordFact(event, now);
};

const withoutAbsent = ({
  id,
  name,
  type,
  person,
  email,
  phone,
  postalAddress,
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
  ...(postalAddress === undefined ? {} : { postalAddress }),
  ...(language === undefined ? {} : { language }),
  ...(timeZone === undefined ? {} : { timeZone }),
  ...(jurisdiction === undefined ? {} : { jurisdiction }),
  ...(region === undefined ? {} : { region }),
});
type NewDebtorRequired = Pick<NewDebtor, 'id' | 'name' | 'type'>;
