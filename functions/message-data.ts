// What a message says, taken from the facts and the decision that it was decided on.
import { addDays, dateIn, daysBetween, type IsoInstant } from '#domain/calendar.ts';
import type { Facts, Invoice } from '#domain/facts.ts';
import { simpleInterest } from '#domain/interest.ts';
import type { PolicyContent } from '#domain/policy.ts';
import type { Taking } from '#store/claim-contact.ts';
import { loadEntries } from '#store/load-entries.ts';
import type { MessageData, MessageItem } from '#templates/message.ts';

export const messageData = async (
  { invoice, debtor, open }: Facts,
  taking: Taking,
  policy: PolicyContent,
  now: IsoInstant,
): Promise<MessageData> => {
  const today = dateIn(debtor.timeZone, now);
  const rate = policy.interest?.annualRatePercent;
  const charged = taking.stage === 'extrajudicial' ? rate : undefined;
  const byNumber = new Map([...open, invoice].map((each) => [each.invoice, each]));
  const covered = taking.covers.flatMap((cover) => byNumber.get(cover.invoice) ?? []);
  return {
    language: debtor.language,
    stage: taking.stage,
    tone: taking.tone,
    channel: taking.channel,
    creditor: policy.creditor,
    debtor: { name: debtor.name, type: debtor.type },
    today,
    items: await Promise.all(covered.map((each) => itemOf(each, today, charged))),
    ...(rate === undefined ? {} : { interestRatePercent: rate }),
    next: whatFollows(invoice, taking, policy),
  };
};

const itemOf = async (invoice: Invoice, today: string, rate: string | undefined): Promise<MessageItem> => {
  const { currency } = invoice;
  const item = {
    invoice: invoice.invoice,
    issued: invoice.issued,
    due: invoice.due,
    daysPastDue: daysBetween(invoice.due, today),
    balance: { amount: invoice.balance, currency },
    amount: { amount: invoice.amount, currency },
  };
  if (rate === undefined) return item;
  return {
    ...item,
    interest: { amount: simpleInterest(await loadEntries(invoice), invoice.due, today, rate), currency },
  };
};

/** The stage that comes if nothing happens, and its first day for the lead. */
const whatFollows = ({ due }: Invoice, { stage }: Taking, policy: PolicyContent): MessageData['next'] => {
  const next = policy.stages[policy.stages.findIndex(({ name }) => name === stage) + 1];
  if (!next) return { kind: 'none', date: null };
  return {
    kind: next.name,
    date: addDays(due, next.fromDay),
    ...(next.name === 'handoff' && policy.agency ? { agency: policy.agency.name } : {}),
  };
};
