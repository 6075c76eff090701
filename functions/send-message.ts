// State Send Message: decides again on the facts of this moment, claims, hands the message to the provider, records the
// answer, and says what comes next. Called again after a crash, it finds its contact claimed and never sends it twice.
import { randomUUID } from 'node:crypto';
import type { SendResult } from '#channels/send-result.ts';
import { senderOf } from '#channels/senders.ts';
import { now as readClock } from '#clock';
import { dateIn } from '#domain/calendar.ts';
import { addressOn } from '#domain/decisions/address-on.ts';
import { BrokenInvariant } from '#domain/errors.ts';
import { contactCost } from '#domain/planning/contact-cost.ts';
import type { PolicyContent } from '#domain/policy.ts';
import type { Channel } from '#domain/vocabulary.ts';
import { chargesOfCovers, claimsOf, unclaimedOf } from '#messages/charges-of-covers.ts';
import { documentsOfCovers } from '#messages/documents-of-covers.ts';
import { messageData, versionOf } from '#messages/message-data.ts';
import { accountTag } from '#store/account-tag.ts';
import { askToLookUp } from '#store/ask-to-look-up.ts';
import { claimContact, contactIdOf, type Taking } from '#store/claim-contact.ts';
import { type Contact, findContact } from '#store/contacts.ts';
import { env, readEnvironment, watchedSuffix } from '#store/environment.ts';
import { forgetDocument } from '#store/forget-document.ts';
import { putJson, putObject } from '#store/objects.ts';
import { loadTexts } from '#store/own-texts.ts';
import { hashOf } from '#store/register.ts';
import { failContact, settleContact } from '#store/settle-contact.ts';
import { segmentsOf } from '#templates/gsm7.ts';
import { restUntil } from './act-of.ts';
import { awaitPlace, giveMailBack, heldByStop, type Later, slowDown } from './await-place.ts';
import { type ExecutionInput, executionInput, type NextAct } from './contracts.ts';
import { handle, logger } from './handle.ts';
import { finishLetter, postingOf } from './letters.ts';
import { loadFiles } from './load-files.ts';
import { type Looked, look } from './look.ts';
import { nextAct } from './next-act.ts';
import { stopLinkOf, threadOfMessage } from './thread-of-message.ts';

export const handler = handle(executionInput, async (input): Promise<NextAct> => {
  const looked = await look(input, finishLetter);
  if (looked.facts.invoice.run !== input.run) return { kind: 'superseded', stage: '', because: 'run' };
  const later = looked.decision.kind === 'contact' && (await send(looked, looked.decision));
  if (later) return restUntil(later, looked);
  return nextAct(input, lookAfter);
});

/** A contact that was made and is due all the same would be claimed in vain for ever. */
const lookAfter = async (input: ExecutionInput): Promise<Looked> => {
  const next = await look(input, finishLetter);
  const contact = contactDue(next);
  if (contact === undefined || !(await findContact(next.facts.debtor, contact))) return next;
  // Another sender may have claimed it after the facts were read.
  const again = await look(input, finishLetter);
  if (contactDue(again) !== contact) return again;
  throw new BrokenInvariant(`invoice ${input.invoice} is due for contact ${contact} again although it was made`);
};

const contactDue = ({ facts, decision }: Looked): string | undefined =>
  decision.kind === 'contact' ? contactIdOf(facts, decision) : undefined;

const configurationSet = readEnvironment(env.configurationSet);
const unwatched = { opens: false, clicks: false };

/** Only mails are watched. */
const configurationSetFor = (channel: Channel, { listening }: PolicyContent): string =>
  channel === 'email' ? `${configurationSet}${watchedSuffix(listening ?? unwatched)}` : configurationSet;

/** A sender that has not called the provider this long after its claim gives the contact up. */
const senderLimitMs = 30_000;
const pacingLimitMs = 20_000;

/** Answers until when it waits instead, where it may not be sent now. */
const send = async ({ facts, policy, now: decidedAt }: Looked, taking: Taking): Promise<Later | undefined> => {
  const { creditor } = policy.content;
  const address = addressOn(facts.debtor, taking.channel);
  if (address === undefined) return;
  const contact = contactIdOf(facts, taking);
  const now = await readClock();
  const awaited = {
    ...{ creditor: facts.debtor.creditor, channel: taking.channel },
    ...{ policy: policy.content, now, validUntil: taking.validUntil },
  };
  const stopped = await heldByStop(awaited);
  if (stopped) return stopped;
  const today = dateIn(facts.debtor.timeZone, now);
  const { content } = versionOf(policy, taking.policyVersion);
  const charges = await chargesOfCovers(facts, taking, content, today);
  const unclaimed = unclaimedOf(charges);
  for (const [reason, number] of unclaimed) {
    logger.warn('charges not claimed', { invoice: number, reason });
    await askToLookUp({ ...facts.debtor, invoice: number }, reason, now);
  }
  const documents = documentsOfCovers(facts, taking);
  const { files, lost } = await loadFiles(documents);
  if (lost.length > 0) {
    for (const { invoice, document } of lost) await forgetDocument({ ...facts.debtor, invoice }, document, now);
    return;
  }
  const { used, texts } = await loadTexts(facts.debtor.creditor, facts.debtor.language);
  const thread = await threadOfMessage(facts.debtor, taking.channel, address, creditor);
  const data = await messageData(facts, taking, policy, today, charges, documents);
  const composed = senderOf(taking.channel).compose({ ...data, ...stopLinkOf(thread) }, texts);
  const { message } = composed;
  const prepared = await composed.prepare({
    creditor,
    address,
    name: facts.debtor.name,
    configurationSet: configurationSetFor(taking.channel, policy.content),
    ...thread,
    now,
    attachments: files,
    ...postingOf(facts, taking, policy, contact),
    tags: { contact, account: accountTag(facts.debtor) },
  });
  const hash = hashOf(prepared.content);
  const key = `contacts/${facts.debtor.creditor}/${contact}-${hash.slice(0, 12)}.${prepared.extension}`;
  await putObject(key, prepared.content, prepared.contentType);
  if (prepared.beside) await putJson(key.replace(/[^.]+$/, prepared.beside.end), prepared.beside.json);

  // Before the claim: what waits has promised nothing yet.
  const later = await awaitPlace(awaited);
  if (later) return later;
  const claimedAt = performance.now();
  const claim = await claimContact({
    facts,
    taking,
    decidedAt,
    policyInForce: policy.version,
    sender: randomUUID(),
    now: await readClock(),
    address,
    texts: used,
    cost: contactCost(content, {
      channel: taking.channel,
      ...(message.channel === 'sms' ? { segments: segmentsOf(message.text).segments, phone: address } : {}),
    }),
    content: { key, hash },
    charges: claimsOf(charges, today),
    unclaimed: [...unclaimed.keys()],
  });
  if (claim.kind === 'moved') {
    giveMailBack(awaited);
    return;
  }
  if (performance.now() - claimedAt > senderLimitMs) {
    await failContact(
      claim.contact,
      { status: 'abandoned', now: await readClock(), reason: 'the sender was too slow' },
      { deadChannel: false, ring: false },
    );
    return;
  }
  await record(claim.contact, await sendPaced(prepared.send, taking.channel, claimedAt));
};

/** A provider that is asked too fast has taken nothing: the same message is handed over again, while there is time. */
const sendPaced = async (hand: () => Promise<SendResult>, channel: string, since: number): Promise<SendResult> => {
  for (;;) {
    const result = await hand();
    const isTooFast = result.kind === 'refused' && /throttl|too ?many ?requests/i.test(result.code);
    if (isTooFast) await slowDown(channel);
    if (!isTooFast || performance.now() - since > pacingLimitMs) return result;
    await new Promise((resolve) => setTimeout(resolve, 500 + Math.random() * 2000));
  }
};

const record = async (contact: Contact, result: SendResult): Promise<void> => {
  const now = await readClock();
  logger.info('sent', {
    contact: contact.contact,
    invoice: contact.lead,
    channel: contact.channel,
    result: result.kind,
  });
  if (result.kind === 'accepted')
    return settleContact(contact, { status: 'accepted', now, providerId: result.providerId });
  if (result.kind === 'unknown') return settleContact(contact, { status: 'unknown', now, reason: result.code });
  return failContact(
    contact,
    { status: 'refused', now, reason: result.code },
    { deadChannel: result.permanent, ring: false },
  );
};
