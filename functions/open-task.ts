// State Open Task: a call or a visit is claimed as any contact is, with its script; what needs a person gets a task of its own.
import { randomUUID } from 'node:crypto';
import { now as readClock } from '#clock';
import { dateIn } from '#domain/calendar.ts';
import type { Facts } from '#domain/facts.ts';
import { contactCost } from '#domain/planning/contact-cost.ts';
import { chargesOfCovers } from '#messages/charges-of-covers.ts';
import { messageData, versionOf } from '#messages/message-data.ts';
import { namedOf } from '#messages/task-now.ts';
import { claimContact, contactIdOf, type Taking } from '#store/claim-contact.ts';
import { completeCovers } from '#store/complete-covers.ts';
import { loadTexts } from '#store/own-texts.ts';
import { type NewTask, openTask, taskIdOf } from '#store/tasks.ts';
import { renderMessage } from '#templates/message.ts';
import { restOf } from './act-of.ts';
import { executionInput, type NextAct } from './contracts.ts';
import { handle } from './handle.ts';
import { type Looked, look } from './look.ts';
import { nextAct } from './next-act.ts';

export const handler = handle(executionInput, async (input): Promise<NextAct> => {
  const looked = await look(input);
  const { decision, facts, now } = looked;
  if (facts.invoice.run !== input.run) return { kind: 'superseded', stage: '', because: 'run' };
  if (decision.kind === 'needs-person') {
    await openTask(addressTask(facts, decision.because, now));
    return {
      kind: 'rest',
      stage: decision.stage,
      because: decision.because,
      rest: restOf(facts.invoice, decision.stage, decision.wakeAt, now),
    };
  }
  if (decision.kind === 'task') await takeByTask(looked, decision);
  return nextAct(input);
});

const takeByTask = async ({ facts, policy, now: decidedAt }: Looked, taking: Taking): Promise<void> => {
  const now = await readClock();
  const today = dateIn(facts.debtor.timeZone, now);
  // A call tells what is owed; only notices in writing claim it.
  const { content } = versionOf(policy, taking.policyVersion);
  const charges = await chargesOfCovers(facts, taking, content, today);
  const { used, texts } = await loadTexts(facts.debtor.creditor, facts.debtor.language);
  const message = renderMessage(await messageData(facts, taking, policy, today, charges), texts);
  if (!('script' in message)) return;
  const contact = contactIdOf(facts, taking);
  const { creditor, debtor, invoice } = facts.invoice;
  const task: NewTask = {
    task: taskIdOf(message.channel, contact),
    kind: message.channel,
    creditor,
    debtor,
    invoice,
    title: message.title,
    script: message.script,
    openedAt: now,
    status: 'open',
    contact,
    stage: taking.stage,
    step: taking.step,
    segment: taking.segment,
    invoices: namedOf(taking.covers),
    ...(taking.template === undefined ? {} : { template: taking.template }),
    ...(taking.arm === undefined ? {} : { arm: taking.arm }),
  };
  const claim = await claimContact({
    facts,
    taking,
    decidedAt,
    policyInForce: policy.version,
    sender: randomUUID(),
    now,
    texts: used,
    cost: contactCost(content, taking),
    task,
  });
  if (claim.kind === 'claimed') await completeCovers({ creditor, debtor }, contact);
};

const addressTask = ({ invoice, debtor }: Facts, because: string, now: string): NewTask => ({
  task: taskIdOf(
    'find-address',
    invoice.creditor,
    invoice.debtor,
    debtor.email ?? '',
    debtor.phone ?? '',
    debtor.undeliverable.join(),
  ),
  kind: 'find-address',
  creditor: invoice.creditor,
  debtor: invoice.debtor,
  invoice: invoice.invoice,
  title: `Find a way to reach debtor ${invoice.debtor}`,
  script: `No channel reaches this debtor (${because}): no address, a dead one, or opted out. Find a working address, record it with a Debtor Changed event, and collection goes on by itself.`,
  openedAt: now,
  status: 'open',
});
