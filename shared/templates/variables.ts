// What the texts may say: the variables of every template, taken from a message's data. es.yaml lists them for translators.
import { BrokenInvariant } from '#domain/errors.ts';
import { formatMoney, type Money } from '#domain/money/money.ts';
import { clean, dayMonth, formatAmounts, formatList, formatRate, longDate, shortDate } from './format.ts';
import { renderText } from './liquid.ts';
import type { MessageData, MessageItem } from './message-data.ts';
import { addedKinds, addedTo, totalsOf } from './statement.ts';
import { type Moment, moments, type Texts } from './texts.ts';

export type MessageVariables = ReturnType<typeof variablesOf>;

export const variablesOf = (data: MessageData, texts: Texts) => {
  const { language, items, next, today, occasion, promised } = data;
  const lead = leadOf(items);
  const totals = totalsOf(items);
  if (
    totals.some(({ interest }) => interest) &&
    data.interestRatePercent === undefined &&
    data.interestRateIs === undefined
  ) {
    throw new BrokenInvariant(`invoice ${lead.invoice} shows interest without its rate; set interestRatePercent`);
  }
  const addedOf = (amounts: (kind: (typeof addedKinds)[number]) => readonly Money[], words: Texts['added']) => {
    const parts = addedKinds
      .map((kind) => [kind, amounts(kind)] as const)
      .filter(([, each]) => each.length > 0)
      .map(([kind, each]) => renderText(words[kind], { amount: formatAmounts(each, language) }));
    return parts.length === 0 ? null : formatList(parts, language);
  };
  const others = items.length - 1;
  // A day that has come is no announcement: the texts then say what follows without a date.
  const nextDate = next.date !== null && next.date > today ? next.date : null;
  const { contactPerson, name, email, replyTo, phone, address } = data.creditor;
  const andOthers = others > 0 ? ` ${renderText(texts.andOthers, { others })}` : '';
  return {
    name: clean(data.debtor.name),
    creditor: {
      name: clean(name),
      email: clean(replyTo ?? email),
      // Kept on one line.
      phone: clean(phone).replaceAll(' ', '\u00a0'),
      address: clean(address),
      contactPerson: clean(contactPerson),
    },
    today: longDate(today, language),
    invoice: clean(lead.invoice),
    issued: longDate(lead.issued, language),
    due: longDate(lead.due, language),
    dueShort: shortDate(lead.due, language),
    daysLate: Math.max(0, lead.daysPastDue),
    balance: formatMoney(lead.balance, language),
    amount: formatMoney(lead.amount, language),
    received: formatMoney({ ...lead.amount, amount: lead.amount.amount - lead.balance.amount }, language),
    partPaid: isPartPaid(lead),
    early: lead.early
      ? {
          pay: formatMoney(lead.early.pay, language),
          off: formatMoney(lead.early.off, language),
          until: longDate(lead.early.until, language),
        }
      : null,
    several: others > 0,
    others,
    andOthers,
    invoices: `${clean(lead.invoice)}${andOthers}`,
    owes: totals.some(({ total }) => total.amount > 0),
    promised: promised ? { date: longDate(promised.date, language) } : null,
    agreed: occasion
      ? {
          amount: formatAmounts(occasion.amounts, language),
          date: longDate(occasion.date, language),
          day: shortDate(occasion.date, language),
          off: occasion.off ? formatMoney(occasion.off, language) : null,
          count: occasion.instalments?.length ?? 0,
          words: occasion.words === undefined ? null : clean(occasion.words),
        }
      : null,
    owed: formatAmounts(
      totals.map((total) => total.balance),
      language,
    ),
    interest: lead.interest ? formatMoney(lead.interest, language) : null,
    added: addedOf((kind) => [lead[kind] ?? []].flat(), texts.added),
    total: formatMoney({ ...lead.balance, amount: lead.balance.amount + addedTo(lead) }, language),
    addedOfAll: addedOf((kind) => totals.flatMap((total) => total[kind] ?? []), texts.sms.added),
    chargesOfAll: renderText(texts.sms.charges, {
      amount: formatAmounts(
        totals
          .map(({ balance, total }) => ({ ...total, amount: total.amount - balance.amount }))
          .filter(({ amount }) => amount !== 0),
        language,
      ),
    }),
    hasCosts: totals.some(({ costs, compensation }) => costs || compensation),
    totalOfAll: formatAmounts(
      totals.map(({ total }) => total),
      language,
    ),
    costsFollow: data.costsFollow === true,
    rateByLaw: data.interestRatePercent === undefined && data.interestRateIs === 'by-law',
    rate: data.interestRatePercent === undefined ? null : formatRate(data.interestRatePercent, language),
    next: {
      date: nextDate === null ? null : longDate(nextDate, language),
      dayMonth: nextDate === null ? null : dayMonth(nextDate, language),
      agency: next.agency === undefined ? null : clean(next.agency),
    },
  };
};

export const isPartPaid = ({ amount, balance }: MessageItem): boolean => balance.amount < amount.amount;

/** The texts that are true on this day: a stage may begin before the due date or last beyond it, by policy. */
export const momentOf = ({ stage, items, isNotice }: MessageData): Moment => {
  const { daysPastDue } = leadOf(items);
  if (daysPastDue < 0) return 'preventive';
  if (daysPastDue === 0) return 'dueToday';
  if (stage === 'extrajudicial' && isNotice) return 'formalNotice';
  if (stage === 'administrative' && isNotice === false) return 'secondNotice';
  return stage === 'preventive' ? 'administrative' : stage;
};

/** What is said: as the step asks where that is true on this day, otherwise as the moment does. */
export const toldOf = (data: MessageData, texts: Texts) => {
  const { own, moments: told } = texts;
  const name = nameToldOf(data, texts);
  const words = Object.hasOwn(own, name) ? own[name] : undefined;
  const moment = words?.insteadOf ?? (isMoment(name) ? name : momentOf(data));
  const based = told[moment];
  return {
    email: words?.email ?? based.email,
    sms: words?.sms ?? based.sms,
    whatsapp: words?.whatsapp ?? based.whatsapp,
    script: words?.script ?? based.script ?? told[scriptsOf[moment]].script,
  };
};

/** Of the text: a moment's, or one of the creditor's own. */
export const nameToldOf = (data: MessageData, texts: Texts): string => {
  const { template } = data;
  const wished = template === undefined ? undefined : standsFor(template, texts);
  return template !== undefined && wished !== undefined && isTrue(wished, data) ? template : momentOf(data);
};

/** It gives the invoice and asks for nothing yet. */
export const isGiving = (data: MessageData, texts: Texts): boolean =>
  standsFor(nameToldOf(data, texts), texts) === 'invoice';

const standsFor = (name: string, { own }: Texts): Moment | undefined => {
  if (isMoment(name)) return name;
  return Object.hasOwn(own, name) ? own[name]?.insteadOf : undefined;
};

/** A text is true before the due day, on it, or after it; an invoice that is late already is not news. */
const isTrue = (moment: Moment, { items }: MessageData): boolean => {
  const { daysPastDue } = leadOf(items);
  switch (moment) {
    case 'invoice':
      return daysPastDue <= 0;
    case 'preventive':
      return daysPastDue < 0;
    case 'dueToday':
      return daysPastDue === 0;
    default:
      return daysPastDue > 0;
  }
};

const isMoment = (name: string): name is Moment => moments.some((each) => each === name);
/** Whose script is read where a moment has none of its own. */
const scriptsOf: Readonly<Record<Moment, Moment>> = {
  invoice: 'preventive',
  preventive: 'preventive',
  dueToday: 'dueToday',
  administrative: 'administrative',
  secondNotice: 'administrative',
  extrajudicial: 'extrajudicial',
  formalNotice: 'extrajudicial',
  handoff: 'handoff',
};

export const followingOf = ({ stage, next }: MessageData): MessageData['next']['kind'] | 'again' =>
  next.kind === stage ? 'again' : next.kind;

const leadOf = (items: readonly MessageItem[]): MessageItem => {
  const [lead] = items;
  if (!lead) throw new BrokenInvariant('a message needs at least one item; decide what is owed before rendering');
  return lead;
};
