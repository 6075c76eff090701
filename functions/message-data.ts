// What a message says, taken from the facts and the decision that it was decided on.
import {
  dateIn,
  dateOfEpochDay,
  daysBetween,
  epochDay,
  epochDayIn,
  type IsoDate,
  type IsoInstant,
} from '#domain/calendar.ts';
import { dayOf, startOfStage } from '#domain/decisions/day-of.ts';
import { takingsOf } from '#domain/decisions/takings-of.ts';
import type { Facts, Invoice } from '#domain/facts.ts';
import { simpleInterest } from '#domain/interest.ts';
import type { Policy, PolicyContent } from '#domain/policy.ts';
import type { Taking } from '#store/claim-contact.ts';
import { loadEntries } from '#store/load-entries.ts';
import type { MessageData, MessageItem } from '#templates/message.ts';

/** Terms are those of the version that the lead follows; the creditor presents itself as it does now. */
export const messageData = async (
  facts: Facts,
  taking: Taking,
  policy: Policy,
  now: IsoInstant,
): Promise<MessageData> => {
  const { invoice, debtor, open } = facts;
  const today = dateIn(debtor.timeZone, now);
  const followed = versionOf(policy, taking.policyVersion).content;
  const rate = followed.interest?.annualRatePercent;
  const charged = taking.stage === 'extrajudicial' ? rate : undefined;
  const byNumber = new Map([...open, invoice].map((each) => [each.invoice, each]));
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
    items: await Promise.all(covered.map((each) => itemOf(each, today, charged))),
    ...(rate === undefined ? {} : { interestRatePercent: rate }),
    next: whatFollows(facts, taking, followed, today),
  };
};

const versionOf = (policy: Policy, version: number): Policy =>
  policy.version === version || !policy.before ? policy : versionOf(policy.before.policy, version);

/** The balance is what is asked for: what is open less what is disputed. */
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

/** The stage that comes if nothing happens, and its first day for the lead, where it is known. */
const whatFollows = (
  { invoice, debtor, law }: Facts,
  { stage: name, notice }: Taking,
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
