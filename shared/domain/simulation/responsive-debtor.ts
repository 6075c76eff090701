// A debtor that answers contacts as a response model says, with luck of its own that does not depend on the policy: each invoice
// takes a certain amount of persuasion, the days bring some of it and every contact brings more.
import { dateOfEpochDay, epochDay, epochDayIn, plusMs } from '../calendar.ts';
import type { Debtor, Invoice } from '../facts.ts';
import type { Account, Taking } from '../lives/account.ts';
import type { Happening } from '../lives/happen.ts';
import type { Entry } from '../lives/live.ts';
import { type Channel, isMeeting } from '../vocabulary.ts';
import { answersAfterMs, conversation, failure } from './answers.ts';
import { type Answer, paymentDays, type SimulatedDebtor } from './debtor-who-pays.ts';
import { drawsOf, exponential, normal } from './draw.ts';
import { factorOf, tiredness } from './persuasion.ts';
import type { ResponseModel } from './response-model.ts';
import { dayOfHazard, hazardThrough } from './unprompted.ts';

/** What is drawn, each question with numbers of its own. */
const asks = { willing: 0, willingToo: 1, reached: 2, promises: 3, keeps: 4, promisedDay: 5, deadAddress: 16 } as const;
const asksOfInvoice = { persuasion: 0, delay: 1 } as const;
const order: readonly Channel[] = ['email', 'sms', 'whatsapp', 'voice', 'call', 'visit', 'letter'];

/** `unmoved`: the hazard, by the model's table, through which the invoice stays unpaid. */
type Stand = { readonly dueDay: number; readonly delay: number; unmoved: number };

export const responsiveDebtor = (model: ResponseModel, seed: number, debtor: Debtor): SimulatedDebtor => {
  const zone = debtor.timeZone;
  const draw = drawsOf(seed, `${debtor.creditor} ${debtor.debtor}`);
  // Its mean over all debtors is 1.
  const spread = model.willingnessSpread;
  const willingness = Math.exp(spread * normal(draw(asks.willing), draw(asks.willingToo)) - (spread * spread) / 2);
  const isDead = (channel: Channel): boolean =>
    draw(asks.deadAddress + order.indexOf(channel)) < model.deadAddress[channel];
  const days = paymentDays(zone);
  const stands = new Map<string, Stand>();
  let brokenPromises = 0;

  const meet = ({ invoice, due }: Invoice, day: number): void => {
    const own = drawsOf(seed, `${debtor.creditor} ${debtor.debtor} ${invoice}`);
    const dueDay = epochDay(due);
    const begins = hazardThrough(model, day - 1 - dueDay);
    const stand = {
      dueDay,
      delay: 1 + Math.floor(own(asksOfInvoice.delay) * model.paysWithin),
      unmoved: begins + exponential(own(asksOfInvoice.persuasion)) / willingness,
    };
    stands.set(invoice, stand);
    days.set(invoice, unpromptedDay(stand, day));
  };

  const unpromptedDay = ({ dueDay, unmoved }: Stand, earliest: number): number | undefined => {
    const day = dayOfHazard(model, unmoved);
    return day === undefined ? undefined : Math.max(dueDay + day, earliest);
  };

  const answer = (entry: Entry, account: Account): Answer => {
    const { taking } = entry;
    if (!taking) return unheard;
    const { channel } = taking;
    const { reach, pay, promise } = model.channels[channel];
    if (isDead(channel)) return { outcome: 'bounced', happenings: [failure(entry, channel)] };
    // Nobody knows how many pay because they are thanked or reminded of what they promised: none, then.
    if (taking.occasion) return told;
    const today = epochDayIn(zone, entry.at);
    if (draw(asks.reached + order.indexOf(channel) * 64, today) >= reach) return unheard;
    const mood = willingness * tiredness(model, account, entry.at) * model.brokenPromise ** brokenPromises;
    let isMoved = false;
    for (const cover of taking.covers) {
      const chance = Math.min(model.mostLikely, pay * mood * factorOf(model, account, taking, cover, today));
      if (persuade(cover.invoice, chance, today)) isMoved = true;
    }
    const happenings: Happening[] = isMeeting(channel) ? [conversation(entry, channel)] : [];
    if (isMoved) return { outcome: 'pays', happenings };
    if (draw(asks.promises, today) >= promise * mood) return { outcome: 'reached', happenings };
    const promises = promiseAll(entry, taking, today);
    return { outcome: promises.length === 0 ? 'reached' : 'promised', happenings: [...happenings, ...promises] };
  };

  /** Whether it will now be paid because of this contact. */
  const persuade = (invoice: string, chance: number, today: number): boolean => {
    const stand = stands.get(invoice);
    if (!stand) return false;
    const before = stand.unmoved;
    const passed = hazardThrough(model, today - stand.dueDay);
    if (before <= passed) return false;
    stand.unmoved = before + Math.log(1 - chance) / willingness;
    const isMoved = stand.unmoved <= passed;
    days.set(invoice, isMoved ? today + stand.delay : unpromptedDay(stand, today + 1));
    return isMoved;
  };

  /** Promises what is past due. A promise that is not kept costs chances later. */
  const promiseAll = (entry: Entry, { covers }: Taking, today: number): readonly Happening[] => {
    const { fromDays, toDays, kept } = model.promise;
    const day = today + fromDays + Math.floor(draw(asks.promisedDay, today) * (toDays - fromDays + 1));
    const isKept = draw(asks.keeps, today) < kept;
    const promised = covers.filter(({ due }) => epochDay(due) < today);
    if (promised.length === 0) return [];
    if (!isKept) brokenPromises += 1;
    return promised.map(({ invoice }) => {
      const stand = stands.get(invoice);
      if (isKept && stand) {
        stand.unmoved = Number.NEGATIVE_INFINITY;
        days.set(invoice, day);
      }
      const id = `promise-${invoice}-${entry.at}`;
      const detail = { id, creditor: debtor.creditor, invoice, date: dateOfEpochDay(day) };
      return { at: plusMs(entry.at, answersAfterMs), event: { type: 'Promise Made', detail } };
    });
  };

  return { nextAt: days.nextAt, act: days.act, meet, answer };
};

const told: Answer = { outcome: 'sent', happenings: [] };
const unheard: Answer = { outcome: 'unheard', happenings: [] };
