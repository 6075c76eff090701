// What a message says, taken from the facts and the decision that it was decided on.
import { dateOfEpochDay, daysBetween, epochDay, epochDayIn, type IsoDate } from '#domain/calendar.ts';
import { dayOf, startOfStage } from '#domain/decisions/day-of.ts';
import { takingsOf } from '#domain/decisions/takings-of.ts';
import { type Facts, type Invoice, occasionKey } from '#domain/facts.ts';
import type { ChargesDue } from '#domain/money/charges-due.ts';
import { deductibleOn } from '#domain/money/deductible-on.ts';
import type { Policy, PolicyContent } from '#domain/policy.ts';
import { isBroken } from '#domain/segments/payment-record.ts';
import type { Taking } from '#store/claim-contact.ts';
import { findInvoice } from '#store/load-facts.ts';
import { loadRates } from '#store/rates.ts';
import type { MessageData, MessageItem } from '#templates/message.ts';
import { type AnnouncedRate, announcedRate } from './announced-rate.ts';
import type { ChargesByInvoice } from './charges-of-covers.ts';
import type { DocumentsByInvoice } from './documents-of-covers.ts';
import { occasionTold } from './occasion-told.ts';

/** What a message needs of the decision that it was decided on. */
export type Told = Pick<
  Taking,
  'stage' | 'tone' | 'channel' | 'template' | 'notice' | 'occasion' | 'policyVersion' | 'covers'
>;

/** Terms are those of the version that the lead follows; the creditor presents itself as it does now. */
export const messageData = async (
  facts: Facts,
  taking: Told,
  policy: Policy,
  today: IsoDate,
  charges: ChargesByInvoice,
  documents: DocumentsByInvoice = new Map(),
): Promise<MessageData> => {
  const { invoice, debtor, open } = facts;
  const followed = versionOf(policy, taking.policyVersion).content;
  const occasion = taking.occasion && (await occasionTold(taking.occasion, debtor));
  const byNumber = new Map([...open, invoice, ...(await paidOf(facts, taking))].map((each) => [each.invoice, each]));
  const covered = taking.covers.flatMap(({ invoice: number, balance }) => {
    const known = byNumber.get(number);
    return known ? [{ ...known, balance }] : [];
  });
  return {
    language: debtor.language,
    stage: taking.stage,
    tone: taking.tone,
    channel: taking.channel,
    creditor: policy.content.creditor,
    debtor: { name: debtor.name, type: debtor.type },
    today,
    items: covered.map((each) => itemOf(each, today, followed, charges.get(each.invoice), documents.get(each.invoice))),
    ...(await rateIn(charges, () => announcedRate(followed, debtor, today, loadRates))),
    costsFollow: [followed.costs, followed.compensation].some(
      (each) => each !== undefined && (each.debtorType ?? debtor.type) === debtor.type,
    ),
    ...(taking.template === undefined ? {} : { template: taking.template }),
    isNotice: taking.notice,
    ...(occasion === undefined ? promisedOf(facts, today) : { occasion }),
    next: whatFollows(facts, taking, followed, today),
  };
};

/** Invoices that an occasion is about and that are paid: decisions do not look at them. */
const paidOf = async ({ invoice, open }: Facts, { occasion, covers }: Told): Promise<readonly Invoice[]> => {
  if (occasion === undefined) return [];
  const known = new Set([...open, invoice].map((each) => each.invoice));
  const missing = covers.filter((cover) => !known.has(cover.invoice)).slice(0, mostPaid);
  const found = await Promise.all(
    missing.map((cover) => findInvoice({ creditor: invoice.creditor, invoice: cover.invoice })),
  );
  return found.flatMap((each) => each?.invoice ?? []);
};
/** So many are listed; each is settled by what is thanked for. */
const mostPaid = 25;

/** The last promise about this invoice, where it was broken and nothing was said of that yet. */
const promisedOf = ({ invoice, debtor, open }: Facts, today: IsoDate): Pick<MessageData, 'promised'> => {
  const promise = debtor.history.promises.findLast((each) => (each.invoice ?? invoice.invoice) === invoice.invoice);
  const isTold = promise && Object.hasOwn(invoice.steps, occasionKey('promiseBroken', promise.promise));
  return promise && !isTold && isBroken(promise, [...open, invoice], today) ? { promised: { date: promise.date } } : {};
};

export const versionOf = (policy: Policy, version: number): Policy =>
  policy.version === version || !policy.before ? policy : versionOf(policy.before.policy, version);

/** The balance is what is asked for: what is open less what is disputed. */
const itemOf = (
  invoice: Invoice,
  today: string,
  policy: PolicyContent,
  charges: ChargesDue | undefined,
  document: MessageItem['document'],
): MessageItem => {
  const { currency } = invoice;
  const early = deductibleOn(invoice, today);
  const shown = (name: 'interest' | 'costs' | 'compensation', unpaid = 0, isAlways = false) =>
    unpaid === 0 && !isAlways ? {} : { [name]: { amount: unpaid, currency } };
  return {
    invoice: invoice.invoice,
    issued: invoice.issued,
    due: invoice.due,
    daysPastDue: daysBetween(invoice.due, today),
    balance: { amount: invoice.balance, currency },
    amount: { amount: invoice.amount, currency },
    ...shown('interest', charges?.interest.unpaid, charges !== undefined && policy.interest !== undefined),
    ...shown('costs', charges?.collectionCosts.unpaid),
    ...shown('compensation', charges?.compensation.unpaid),
    ...(early === undefined ? {} : { early }),
    ...(document === undefined ? {} : { document }),
  };
};

/** The one by which all was charged, or what is announced; a law's rate changes, and so does one that a cap has lowered for a time. */
const rateIn = async (charges: ChargesByInvoice, announce: () => Promise<AnnouncedRate>): Promise<AnnouncedRate> => {
  const lines = [...charges.values()].flatMap((each) => each.lines.filter(({ kind }) => kind === 'interest'));
  const [rate, ...others] = new Set(lines.flatMap(({ ratePct }) => ratePct ?? []));
  if (others.length > 0) return { interestRateIs: 'varying' };
  if (rate !== undefined) return { interestRatePercent: rate };
  const announced = await announce();
  const names = announced.interestRatePercent !== undefined || announced.interestRateIs !== undefined;
  return !names && charges.size > 0 ? { interestRateIs: 'varying' } : announced;
};

/** The stage that comes if nothing happens, and its first day for the lead, where it is known. */
const whatFollows = (
  { invoice, debtor, law }: Facts,
  { stage: name, notice }: Told,
  policy: PolicyContent,
  today: IsoDate,
): MessageData['next'] => {
  const position = policy.stages.findIndex((each) => each.name === name);
  const stage = policy.stages[position];
  const next = policy.stages[position + 1];
  if (!stage || !next) return { kind: 'none', date: null };
  const before = takingsOf(stage.name, policy, { invoice, zone: debtor.timeZone, law }).notice;
  const given = before && epochDayIn(debtor.timeZone, before.at);
  const first = dayOf(startOfStage(next), invoice, given ?? (notice ? epochDay(today) : undefined), law);
  return {
    kind: next.name,
    date: first === undefined ? null : dateOfEpochDay(first),
    ...(next.name === 'handoff' && policy.agency ? { agency: policy.agency.name } : {}),
  };
};
