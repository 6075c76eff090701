// Before the claim: is sending stopped, is anything left of today's mails, and is there a place at the rate of the channel? Goes by
// the system's clock, also where debtors have a movable one: providers count in real seconds.
import { readEmailAccount } from '#channels/email/email-account.ts';
import { dateIn, type IsoInstant, plusMs } from '#domain/calendar.ts';
import type { PolicyContent } from '#domain/policy.ts';
import { periodAt, periodMs } from '#domain/sending/lanes.ts';
import { loweredRate, mayBeSpent, type Pace, rateNow } from '#domain/sending/pace.ts';
import { stopFor } from '#domain/sending/stops.ts';
import { blockOf, ceilingOn } from '#domain/sending/warm-up.ts';
import { keepAccount, loadSending, lowerRate, mayReadAccount, type Sending } from '#store/sending.ts';
import { takeMails, takeTurn, type Waiting } from '#store/sending-places.ts';
import { type Held, nothingHeld, takePlace } from '#store/take-place.ts';
import { logger, metrics } from './handle.ts';

export type Message = {
  readonly creditor: string;
  readonly channel: string;
  readonly policy: PolicyContent;
  readonly now: IsoInstant;
  /** End of the lawful window. */
  readonly validUntil: IsoInstant;
};

export type HeldBack = 'sending-stopped' | 'sending-quota' | 'sending-warm-up' | 'sending-turn';

/** It may not be sent now, and is looked at again then. */
export type Later = { readonly because: HeldBack; readonly until: IsoInstant };

/** Whether it is stopped. A start wakes whoever rests for it; else it looks again in the next window. */
export const heldByStop = async ({ creditor, channel, validUntil }: Message): Promise<Later | undefined> => {
  const stop = stopFor((await knownSending()).stops, creditor, channel);
  if (stop === undefined) return undefined;
  metrics.addMetric('SendingHeldByStop', 'Count', 1);
  logger.info('held by stop', { creditor, channel, since: stop.at, reason: stop.reason });
  return { because: 'sending-stopped', until: validUntil };
};

/** Answers when it is this message's place, or why it comes later. A place that is not used is lost to all. */
export const awaitPlace = async (message: Message): Promise<Later | undefined> => {
  const { channel, validUntil } = message;
  const pace = await paceOf(channel);
  if (mayBeSpent(channel, pace, Date.now())) return { because: 'sending-quota', until: validUntil };
  if (!(await takeMail(message))) return { because: 'sending-warm-up', until: validUntil };
  const rate = rateNow(channel, pace, Date.now());
  const at = await placeOf(channel, rate);
  if (at === undefined) {
    giveMailBack(message);
    return { because: 'sending-turn', until: await turnOf(message, rate) };
  }
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, at - Date.now())));
  const stopped = await heldByStop(message);
  if (stopped) giveMailBack(message);
  return stopped;
};

/** Of a message that had its place and was not handed to the provider after all: another of its day may go instead. */
export const giveMailBack = (message: Message): void => {
  const day = warmUpDayOf(message);
  if (day !== undefined) heldMails.set(day.key, (heldMails.get(day.key) ?? 0) + 1);
};

/**
 * The provider refused because it was asked too fast: every sender halves its rate, once for all who were refused at the time. It never
 * throws: the refusal is known and is recorded, whatever becomes of this.
 */
export const slowDown = async (channel: string): Promise<void> => {
  try {
    const pace: Pace = (await knownSending()).paces[channel] ?? {};
    const lowered = loweredRate(channel, pace, Date.now());
    if (lowered === undefined || !(await lowerRate(channel, pace, lowered))) return;
    remembered = undefined;
    metrics.addMetric('SendingSlowedDown', 'Count', 1);
    logger.warn('slowed down', { channel, rate: lowered.to });
  } catch (error) {
    logger.error('not slowed down', { channel, error: error instanceof Error ? error : String(error) });
  }
};

/** A stop is felt by every warm function after this. */
const memoryMs = 5_000;
let remembered: { readonly at: number; readonly sending: Promise<Sending> } | undefined;

const knownSending = (): Promise<Sending> => {
  if (remembered === undefined || Date.now() - remembered.at > memoryMs) {
    const sending = loadSending();
    remembered = { at: Date.now(), sending };
    sending.catch(() => {
      remembered = undefined;
    });
  }
  return remembered.sending;
};

const accountMs = 5 * 60_000;
const closeAccountMs = 15_000;

const readingMs = 1_000;

/** Somebody else asks for the first time: a rate that is not known yet would slow down the whole period. */
const justRead = async (channel: string): Promise<Pace> => {
  await new Promise((resolve) => setTimeout(resolve, readingMs));
  remembered = undefined;
  return (await knownSending()).paces[channel] ?? {};
};

/** Of an account whose quota may be spent, a fresh reading is asked for more often. */
const paceOf = async (channel: string): Promise<Pace> => {
  const pace: Pace = (await knownSending()).paces[channel] ?? {};
  if (channel !== 'email') return pace;
  const now = Date.now();
  const age = pace.account === undefined ? Number.POSITIVE_INFINITY : now - pace.account.readAt;
  const isFresh = age < (mayBeSpent(channel, pace, now) ? closeAccountMs : accountMs);
  if (isFresh) return pace;
  if (!(await mayReadAccount(channel, now, closeAccountMs)))
    return pace.account === undefined ? justRead(channel) : pace;
  const account = await readEmailAccount(now).catch((error: unknown) => {
    logger.warn('account not read', { error: error instanceof Error ? error : String(error) });
    return undefined;
  });
  if (account === undefined) return pace;
  await keepAccount(channel, account);
  remembered = undefined;
  return { ...pace, account };
};

const heldPlaces = new Map<string, Held>();

const placeOf = (channel: string, rate: number): Promise<number | undefined> => {
  const held = heldPlaces.get(channel) ?? nothingHeld();
  heldPlaces.set(channel, held);
  return takePlace(channel, rate, held, Date.now);
};

const waiting: Waiting = { creditors: 1 };

/** All places of this period and the next are taken: the turns begin after them. */
const turnOf = async ({ channel, creditor, now, validUntil }: Message, rate: number): Promise<IsoInstant> => {
  const at = await takeTurn(channel, creditor, rate, (periodAt(Date.now()) + 2) * periodMs, waiting);
  const until = plusMs(now, Math.max(1_000, Math.ceil(at - Date.now())));
  return until < validUntil ? until : validUntil;
};

/** Mails of the warm-up that were taken and are not used, by creditor and day. */
const heldMails = new Map<string, number>();
const daysKept = 3;

const takeMail = async (message: Message): Promise<boolean> => {
  const day = warmUpDayOf(message);
  if (day === undefined) return true;
  const { key, date, ceiling } = day;
  if ((heldMails.get(key) ?? 0) === 0) {
    const block = { ceiling, block: blockOf(ceiling), expiry: expiryIn(daysKept) };
    const taken = await takeMails(message.creditor, date, block);
    heldMails.set(key, (heldMails.get(key) ?? 0) + taken);
  }
  const left = heldMails.get(key) ?? 0;
  if (left === 0) return false;
  heldMails.set(key, left - 1);
  return true;
};

const expiryIn = (days: number): number => Math.ceil(Date.now() / 1_000) + days * 86_400;

/** Undefined for what no warm-up limits. */
const warmUpDayOf = ({ creditor, channel, policy, now }: Message) => {
  const date = dateIn(policy.creditor.timeZone, now);
  const ceiling = channel === 'email' ? ceilingOn(policy.sending.warmUp, date) : undefined;
  return ceiling === undefined ? undefined : { key: `${creditor} ${date}`, date, ceiling };
};
