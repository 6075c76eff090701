// A call or a visit as it stands now. Weeks may lie between the day on which its step came and the one on which somebody takes it: by then
// part is paid, other invoices are due, the stage is another one, and what was to follow has happened.
import { dateIn, epochDay, type IsoInstant } from '#domain/calendar.ts';
import { chasedCovers } from '#domain/decisions/lead-of.ts';
import { findStep } from '#domain/decisions/steps-of.ts';
import { versionFor } from '#domain/decisions/version-for.ts';
import type { InvoiceStage } from '#domain/facts.ts';
import type { Policy } from '#domain/policy.ts';
import { isMeeting, type StageName } from '#domain/vocabulary.ts';
import { lawFor } from '#store/law-for.ts';
import { writeScript } from '#store/lease-task.ts';
import { loadFacts } from '#store/load-facts.ts';
import { loadTexts } from '#store/own-texts.ts';
import type { Task, Words } from '#store/tasks.ts';
import { renderMessage } from '#templates/message.ts';
import { chargesOfCovers } from './charges-of-covers.ts';
import { messageData } from './message-data.ts';

/** Its title, what to say and of which invoices, as of today; what is no call or visit about an open invoice stays as it was written. */
export const taskNow = async (task: Task, policy: Policy, now: IsoInstant): Promise<Words> => {
  const { kind: channel, title, script, invoices, creditor, invoice: number } = task;
  const asWritten = { title, script, invoices };
  if (!isMeeting(channel) || task.contact === undefined) return asWritten;
  const { facts: stored } = await loadFacts({ creditor, invoice: number });
  const facts = { ...stored, law: lawFor(stored.debtor, policy) };
  const { invoice, debtor, law } = facts;
  const stage = speechOf[invoice.stage];
  if (stage === undefined || invoice.balance <= 0) return asWritten;
  const today = dateIn(debtor.timeZone, now);
  const dated = { invoice, zone: debtor.timeZone, law };
  const { content, version } = versionFor(policy, dated, epochDay(today), now);
  const told = {
    channel,
    stage,
    tone: (task.step === undefined ? undefined : findStep(content, task.step)?.tone) ?? 'plain',
    // It tells of what is owed, and claims nothing.
    notice: false,
    policyVersion: version,
    covers: chasedCovers(facts, content, today),
    ...(task.template === undefined ? {} : { template: task.template }),
  } as const;
  const charges = await chargesOfCovers(facts, told, content, today);
  const { texts } = await loadTexts(creditor, debtor.language);
  const message = renderMessage(await messageData(facts, told, policy, today, charges), texts);
  if (!('script' in message)) return asWritten;
  return { title: message.title, script: message.script, invoices: namedOf(told.covers) };
};

/** So many of those that a conversation is about are named on its task; its script tells of all. */
export const namedOf = (covers: readonly { readonly invoice: string }[]): string[] =>
  covers.slice(0, 25).map(({ invoice }) => invoice);

/** What is said of an invoice; one that is closed, with the agency or left to a person is not called about. */
const speechOf: Readonly<Partial<Record<InvoiceStage, StageName>>> = {
  scheduled: 'preventive',
  preventive: 'preventive',
  administrative: 'administrative',
  extrajudicial: 'extrajudicial',
  handoff: 'handoff',
};

/** A task that its agent has just taken, with its words of today, which are kept with it. */
export const inWordsOfToday = async (task: Task, agent: string, policy: Policy, now: IsoInstant): Promise<Task> => {
  const words = await taskNow(task, policy, now);
  if (words.title === task.title && words.script === task.script) return task;
  // Who has lost the lease meanwhile reads the same words, and changes nothing.
  await writeScript(task, agent, words);
  return { ...task, ...words };
};
