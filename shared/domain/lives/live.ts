// Lives one debtor's invoices with decide() alone, as the workflows do: look, act, rest until the next look, look again when
// something happens. Pure: the same account, policy and happenings give the same life.
import type { IsoInstant } from '../calendar.ts';
import { decide } from '../decide.ts';
import type { Because, Decision } from '../decision.ts';
import { mayTell } from '../decisions/occasions-of.ts';
import { earliest } from '../decisions/scene.ts';
import { type Facts, type Invoice, isOfOccasion } from '../facts.ts';
import { openToTell } from '../open-to-tell.ts';
import type { Policy } from '../policy.ts';
import type { Channel } from '../vocabulary.ts';
import { type Account, type Made, makeContact, putInvoice, type Taking } from './account.ts';
import { findMade, type Happening, happen } from './happen.ts';
import { settleCash } from './settle-cash.ts';

/** What was done: one line of a diary. */
export type Entry = {
  readonly at: IsoInstant;
  readonly kind: 'contact' | 'task' | 'hand-off' | 'close';
  readonly invoice: string;
  readonly stage: string;
  readonly because: Because;
  readonly covers: readonly string[];
  readonly step: string | null;
  readonly channel: Channel | null;
  /** Of a contact or of a call or visit: the decision itself. */
  readonly taking?: Taking;
};

export type Life = {
  readonly diary: readonly Entry[];
  readonly account: Account;
  /** Facts that could not be applied, with the reason. */
  readonly refused: readonly { readonly at: IsoInstant; readonly reason: string }[];
};

export type Course = {
  readonly from: IsoInstant;
  /** Exclusive. */
  readonly to: IsoInstant;
  readonly happenings?: readonly Happening[];
  /** [from, to) in which nothing runs; facts are recorded all the same. */
  readonly outages?: readonly { readonly from: IsoInstant; readonly to: IsoInstant }[];
  /** A message counts as delivered as soon as it is accepted, or by the policy's days. */
  readonly delivers?: 'at-once' | 'by-days';
  /** What follows from an entry, such as a payment: asked once for each. */
  readonly respond?: (entry: Entry, account: Account) => readonly Happening[];
  /** Told of each entry, as it is made, with all that it was decided on. */
  readonly witness?: (entry: Entry, look: Look) => void;
  /** Somebody who acts at times that change with what it sees, such as a debtor who will pay. */
  readonly actor?: Actor;
  /** Told of every invoice that has come to another stage. */
  readonly onStage?: (invoice: Invoice, at: IsoInstant) => void;
};

export type Actor = {
  /** Later than the last time it acted; null for never, as things stand. */
  readonly nextAt: () => IsoInstant | null;
  readonly act: (now: IsoInstant, account: Account) => readonly Happening[];
};

/** One look at an invoice: the decision, and what it was taken on. */
export type Look = { readonly facts: Facts; readonly policy: Policy; readonly decision: Decision };

export const live = (start: Account, policyInForce: Policy, course: Course): Life => {
  let account = start;
  let policy = policyInForce;
  const diary: Entry[] = [];
  const made: Made[] = [];
  const refused: { at: IsoInstant; reason: string }[] = [];
  const seen = new Set<string>();
  const looks = new Map<string, IsoInstant | null>();
  const coming = [...(course.happenings ?? [])].toSorted(byTime);
  const asked = new Set<string>();
  let opened: { readonly of?: readonly Invoice[]; readonly open: readonly Invoice[] } = { open: [] };
  let now = course.from;
  for (const { invoice } of account.invoices) looks.set(invoice, course.from);

  for (let turns = 0; now < course.to; turns += 1) {
    if (turns > mostTurns) throw new Error(`the life of debtor ${start.debtor.debtor} does not come to rest`);
    if (isComing()) {
      while (coming[0] && coming[0].at <= now) hear(coming.shift());
      for (const { invoice } of account.invoices) looks.set(invoice, now);
    }
    const outage = course.outages?.find(({ from, to }) => from <= now && now < to);
    if (!outage) lookAll();
    const next = outage ? outage.to : nextLook();
    const then = earliest(next, coming[0]?.at, course.actor?.nextAt());
    if (then === null) break;
    now = then;
  }
  return { diary, account, refused };

  /** Whether anything happens now. What the actor does happens at once. */
  function isComing(): boolean {
    const acts = course.actor?.nextAt() ?? null;
    if (acts !== null && acts <= now) {
      coming.push(...(course.actor?.act(now, account) ?? []));
      coming.sort(byTime);
    }
    return coming[0] !== undefined && coming[0].at <= now;
  }

  function hear(happening: Happening | undefined): void {
    if (!happening) return;
    if ('policy' in happening) {
      policy = happening.policy;
      return;
    }
    if ('change' in happening) {
      account = happening.change(account);
      return;
    }
    const { payments } = policy.content;
    const result = happen(account, happening, made, seen, payments.order);
    if ('refused' in result) refused.push({ at: happening.at, reason: result.refused });
    else account = settleCash(result.account, payments, happening.at);
    if (happening.event.type === 'Contact Failed') openAgain(findMade(made, happening.at, happening.event.detail));
  }

  /** For a word that did not arrive, where none of those that it spoke for is there to say it another way. */
  function openAgain(failed: Made | undefined): void {
    const [lead, ...others] = failed?.taking.covers ?? [];
    if (!failed || !lead || !isOfOccasion(lead.step ?? '')) return;
    if (
      [lead, ...others].some((each) =>
        account.invoices.some((known) => known.invoice === each.invoice && mayTell(known)),
      )
    )
      return;
    const invoice = find(lead.invoice);
    const { debtor, person, law } = account;
    const { stage } = failed.taking;
    if (openToTell({ invoice, debtor, person, open: openOf(account), law }, policy, now, stage) === undefined) return;
    account = putInvoice(account, enrolled({ ...invoice, run: invoice.run + 1 }, stage));
  }

  function nextLook(): IsoInstant | null {
    let next: IsoInstant | null = null;
    for (const at of looks.values()) if (at !== null && (next === null || at < next)) next = at;
    return next;
  }

  /** Those whose time has come look until none acts any more. */
  function lookAll(): void {
    for (let rounds = 0; ; rounds += 1) {
      if (rounds > mostTurns) throw new Error(`debtor ${start.debtor.debtor} acts without end at ${now}`);
      const invoice = account.invoices.find(({ invoice: number }) => isDue(looks.get(number)));
      if (!invoice) return;
      looks.set(invoice.invoice, lookAt(invoice));
    }
  }

  function isDue(at: IsoInstant | null | undefined): boolean {
    return at !== null && at !== undefined && at <= now;
  }

  /** Looks at one invoice, does what is due, and answers its next look. */
  function lookAt(invoice: Invoice): IsoInstant | null {
    const { invoice: number, stage } = invoice;
    if (stage === 'closed' || (stage === 'handoff' && invoice.balance > 0)) return null;
    const { debtor, person, law } = account;
    const open = openOf(account);
    const facts = { invoice, debtor, person, open, law };
    const decision = decide(facts, policy, now);
    const look = { facts, policy, decision };
    switch (decision.kind) {
      case 'contact':
      case 'task': {
        const contact = { contact: `c${made.length + 1}`, at: now, taking: decision };
        made.push(contact);
        account = makeContact(account, contact, outcomeOf(decision));
        account = putInvoice(account, enrolled(find(number), decision.stage));
        for (const { invoice: covered, step } of decision.covers) if (step !== undefined) looks.set(covered, now);
        note(look, {
          at: now,
          kind: decision.kind,
          invoice: number,
          stage: decision.stage,
          because: decision.because,
          covers: decision.covers.map((cover) => cover.invoice),
          step: decision.step,
          channel: decision.channel,
          taking: decision,
        });
        return now;
      }
      case 'close':
      case 'hand-off': {
        const ends = decision.kind === 'close' ? 'closed' : 'handoff';
        account = putInvoice(account, enrolled(invoice, ends));
        note(look, {
          ...bare,
          at: now,
          kind: decision.kind,
          invoice: number,
          stage: ends,
          because: decision.because,
          covers: [number],
        });
        return null;
      }
      case 'needs-person': {
        account = putInvoice(account, enrolled(invoice, decision.stage));
        askOnce(look, decision.stage, decision.step, number);
        return decision.wakeAt;
      }
      case 'wait':
      case 'enter': {
        if (decision.because !== 'scheduled') account = putInvoice(account, enrolled(invoice, decision.stage));
        if (decision.wakeAt !== null && decision.wakeAt <= now)
          throw new Error(`${number} would look again at ${decision.wakeAt}, not later than ${now}`);
        return decision.wakeAt;
      }
    }
  }

  /** The same list as long as the invoices are the same. */
  function openOf({ invoices }: Account): readonly Invoice[] {
    if (opened.of !== invoices) opened = { of: invoices, open: invoices.filter(({ balance }) => balance > 0) };
    return opened.open;
  }

  /** One task finds an address for the debtor, however many invoices need it. */
  function askOnce(look: Look, stage: string, step: string, number: string): void {
    const { email, phone, postalAddress, undeliverable } = account.debtor;
    const key = JSON.stringify([email, phone, postalAddress, undeliverable]);
    if (asked.has(key)) return;
    asked.add(key);
    const { because } = look.decision;
    note(look, { at: now, kind: 'task', invoice: number, stage, step, channel: null, because, covers: [number] });
  }

  function note(look: Look, entry: Entry): void {
    diary.push(entry);
    course.witness?.(entry, look);
    if (!course.respond) return;
    const answers = course.respond(entry, account);
    if (answers.length === 0) return;
    coming.push(...answers);
    coming.sort(byTime);
  }

  function find(number: string): Invoice {
    const found = account.invoices.find((each) => each.invoice === number);
    if (!found) throw new Error(`there is no invoice ${number}`);
    return found;
  }

  function enrolled(invoice: Invoice, stage: Invoice['stage']): Invoice {
    if (invoice.stage === stage && invoice.enrolledAt !== undefined) return invoice;
    const moved = { ...invoice, stage, enrolledAt: invoice.enrolledAt ?? now };
    if (invoice.stage !== stage) course.onStage?.(moved, now);
    return moved;
  }

  function outcomeOf({ kind }: Taking) {
    if (kind === 'task') return 'task';
    return course.delivers === 'by-days' ? 'accepted' : 'delivered';
  }
};

const bare = { step: null, channel: null } as const;
const mostTurns = 200_000;
const byTime = (one: { readonly at: string }, other: { readonly at: string }): number =>
  one.at < other.at ? -1 : one.at > other.at ? 1 : 0;
