// Lives one debtor under one policy, with decide() and a simulated debtor on the other side, and adds up what happens.
import { addDays, daysBetween, epochDay, epochDayIn, type IsoDate, startOfDay } from '../calendar.ts';
import type { Invoice } from '../facts.ts';
import { type Account, addInvoice, anAccount } from '../lives/account.ts';
import type { Happening } from '../lives/happen.ts';
import { type Entry, live } from '../lives/live.ts';
import type { Policy } from '../policy.ts';
import type { Channel } from '../vocabulary.ts';
import { contactWeeks } from './contact-weeks.ts';
import type { ContactOutcome, SimulatedDebtor } from './debtor-who-pays.ts';
import { countContact, countOne, moneyOf, type Tally } from './tally.ts';

/** Both inclusive, dates of the debtor. */
export type Span = { readonly from: IsoDate; readonly to: IsoDate };

/** What one debtor adds to the comparison of two policies, by name. */
export type Figures = Record<string, number>;

export type Simulation = {
  /** Without invoices. */
  readonly account: Account;
  readonly invoices: readonly Invoice[];
  readonly policy: Policy;
  readonly debtor: SimulatedDebtor;
  readonly span: Span;
  /** Of one contact, in millionths of whatever prices are in. */
  readonly prices: Readonly<Record<Channel, number>>;
  readonly tally: Tally;
  /** Told of every contact. */
  readonly onContact?: (entry: Entry, outcome: ContactOutcome) => void;
};

export const weeksOf = ({ from, to }: Span): number => Math.ceil((daysBetween(from, to) + 1) / 7);

/** Adds to the tally, and answers the figures that policies are compared by. */
export const simulateDebtor = (simulation: Simulation): Figures => {
  const { account, invoices, policy, debtor, span, tally, prices } = simulation;
  const zone = account.debtor.timeZone;
  const [firstDay, endDay] = [epochDay(span.from), epochDay(span.to) + 1];
  const weeks = weeksOf(span);
  const tracks = new Map<string, Track>();
  const perWeek = contactWeeks(firstDay, endDay);
  const figures: Figures = { contacts: 0, cost: 0, handoffs: 0 };

  const arrive = (invoice: Invoice, day: number): void => {
    tracks.set(invoice.invoice, { invoice, stage: 'scheduled', balance: invoice.balance, since: day });
    const money = moneyOf(tally, invoice.currency, weeks);
    money.invoices += 1;
    money.owed += invoice.balance;
    tally.invoices += 1;
    countOne(tally.stageInvoices, 'scheduled');
    debtor.meet(invoice, day);
  };

  /** Adds up the days since the invoice's last change. */
  const catchUp = (track: Track, day: number): void => {
    const { invoice, stage, balance, since } = track;
    track.since = day;
    if (day <= since || stage === 'closed') return;
    countOne(tally.stageDays, stage, day - since);
    if (balance === 0) return;
    const money = moneyOf(tally, invoice.currency, weeks);
    const open = money.openByStage[stage];
    for (let week = Math.floor((since - firstDay) / 7); week < weeks; week += 1) {
      const evening = Math.min(firstDay + week * 7 + 6, endDay - 1);
      if (evening >= day) break;
      if (evening >= since && open) open[week] = (open[week] ?? 0) + balance;
    }
    const late = balance * Math.max(0, Math.min(day, endDay - 1) - Math.max(since, epochDay(invoice.due)));
    money.lateDays += late;
    if (late > 0) countOne(figures, `late ${invoice.currency}`, late);
    if (isInCollection(stage)) perWeek.collect(since, day);
  };

  const changeStage = ({ invoice: number, stage }: Invoice, at: string): void => {
    const track = tracks.get(number);
    if (!track || track.stage === stage) return;
    catchUp(track, epochDayIn(zone, at));
    track.stage = stage;
    if (stage !== 'closed') countOne(tally.stageInvoices, stage);
    if (stage !== 'handoff') return;
    const money = moneyOf(tally, track.invoice.currency, weeks);
    money.handedOff += track.balance;
    money.handedOffInvoices += 1;
    countOne(figures, 'handoffs');
  };

  const receive = ({ at, event }: Extract<Happening, { event: unknown }>): void => {
    if (event.type !== 'Payment Received' || event.detail.invoice === undefined) return;
    const track = tracks.get(event.detail.invoice);
    if (!track) return;
    const day = epochDayIn(zone, at);
    catchUp(track, day);
    const { invoice, balance } = track;
    const money = moneyOf(tally, invoice.currency, weeks);
    money.collected += balance;
    money.collectedInvoices += 1;
    money.daysFromIssue += day - epochDay(invoice.issued);
    money.daysLate += day - epochDay(invoice.due);
    const week = Math.floor((day - firstDay) / 7);
    money.collectedByWeek[week] = (money.collectedByWeek[week] ?? 0) + balance;
    countOne(figures, `collected ${invoice.currency}`, balance);
    track.balance = 0;
  };

  const respond = (entry: Entry, now: Account): readonly Happening[] => {
    if (entry.kind !== 'contact' && entry.kind !== 'task') return nothing;
    const { taking } = entry;
    if (!taking) {
      tally.unreachable += 1;
      return nothing;
    }
    const { outcome, happenings } = debtor.answer(entry, now);
    countContact(tally, taking.stage, taking.channel);
    countOne(tally.outcomes, outcome);
    if (outcome === 'promised') tally.promises += 1;
    if (outcome !== 'bounced') perWeek.contact(epochDayIn(zone, entry.at));
    countOne(figures, 'contacts');
    countOne(figures, 'cost', prices[taking.channel]);
    simulation.onContact?.(entry, outcome);
    return happenings;
  };

  const atStart = invoices.filter(({ issued }) => issued <= span.from);
  for (const invoice of atStart) arrive(invoice, firstDay);
  const coming = invoices.flatMap((invoice): Happening[] => {
    if (invoice.issued <= span.from || invoice.issued > span.to) return [];
    const change = (now: Account): Account => {
      arrive(invoice, epochDay(invoice.issued));
      return addInvoice(now, invoice);
    };
    return [{ at: startOfDay(zone, invoice.issued), change }];
  });
  const { refused } = live(anAccount(account.debtor, atStart, account.law), policy, {
    from: startOfDay(zone, span.from),
    to: startOfDay(zone, addDays(span.to, 1)),
    happenings: coming,
    respond,
    onStage: changeStage,
    actor: {
      nextAt: debtor.nextAt,
      act: (now, present) => {
        const happenings = debtor.act(now, present);
        for (const each of happenings) if ('event' in each) receive(each);
        return happenings;
      },
    },
  });
  for (const track of tracks.values()) {
    catchUp(track, endDay);
    moneyOf(tally, track.invoice.currency, weeks).open += track.balance;
  }
  tally.debtors += 1;
  tally.refused += refused.length;
  perWeek.addTo(tally);
  return figures;
};

type Track = { readonly invoice: Invoice; stage: string; balance: number; since: number };

const nothing: readonly Happening[] = [];

const isInCollection = (stage: string): boolean =>
  stage === 'preventive' || stage === 'administrative' || stage === 'extrajudicial';
