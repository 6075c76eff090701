// The kill switch, turns and ceilings on the real workflow: nothing is claimed while a message waits, and nothing is lost.
import { beforeEach, describe, expect, it } from 'vitest';
import { aNewInvoice, aPolicy } from '#test/fixtures.ts';
import { lambdaContext } from '#test/lambda-context.ts';
import { contactsOf, eventually, freshAt, invoiceNow, issued, liveUntil, outbox, paid, stack } from '#test/stack.ts';

const { handler: sendMessage } = await import('#functions/send-message.ts');
const { loadSending, setRate, startSending, stopSending } = await import('#store/sending.ts');
const { startWaking } = await import('#store/executions.ts');
const { registerInvoice } = await import('#store/register-invoice.ts');
const { applyPolicy } = await import('#store/apply-policy.ts');
const { handler: recordDelivery } = await import('#functions/record-delivery.ts');
const { setClock } = await import('#infra/local/set-clock.ts');
const { awaitPlace, slowDown } = await import('#functions/await-place.ts');
const { accountTag } = await import('#store/account-tag.ts');
const { listTasksOfDebtor } = await import('#store/tasks.ts');
const { takeLane, takeTurn } = await import('#store/sending-places.ts');
const { lanesAt, periodAt, periodMs, placesOf } = await import('#domain/sending/lanes.ts');
const { nothingHeld, takePlace } = await import('#store/take-place.ts');
const { beginFirstRun } = await import('#store/runs.ts');

const begin = '2026-02-23T00:00:00.000Z';
const everything = { creditor: '*', channel: '*' };
const ana = { at: begin, by: 'ana', reason: 'wrong amounts' };
/** Longer than a warm function remembers. */
const felt = () => new Promise((resolve) => setTimeout(resolve, 6_000));
const mailsTo = async (invoice: string) =>
  (await outbox()).filter(({ to }) => to.includes(`${invoice.toLowerCase()}@`));

/** An invoice one day late whose first notice is due. */
const due = async (invoice: string) => {
  const now = '2026-03-03T10:00:00.000Z';
  await registerInvoice(aNewInvoice(invoice, `D-${invoice}`), `issue-${invoice}`, now);
  await beginFirstRun({ creditor: 'default', invoice }, now);
  return { creditor: 'default', invoice, run: 1 };
};

describe('recaudo sending stop', () => {
  beforeEach(async () => {
    await freshAt(begin);
    await felt();
  });

  it('claims nothing and spends no step while it stands; started again, who waits is woken and writes once', async () => {
    const [invoice, other] = [`STOPPED-${Date.now()}`, `STOPPED-PAID-${Date.now()}`];
    await stopSending(everything, ana);
    const day = '2026-02-24T12:00:00.000Z';
    await liveUntil(day, [issued(begin, invoice), issued(begin, other)]);
    expect((await invoiceNow(invoice)).cursor).toMatchObject({ because: 'sending-stopped' });
    expect((await invoiceNow(invoice)).invoice.steps).toEqual({});
    // A payment meets it as any other rest.
    await liveUntil(day, [paid(day, other)]);
    await startSending(everything, { ...ana, at: day });
    await startWaking(stack.ReconcileArn);
    await eventually('the message', async () => (await mailsTo(invoice)).length === 1, 60);
    await eventually('its rest', async () => (await invoiceNow(invoice)).cursor.because !== 'sending-stopped');
    expect(await contactsOf(`D-${invoice}`)).toHaveLength(1);
    expect(await contactsOf(`D-${other}`)).toHaveLength(0);
    expect((await invoiceNow(other)).invoice.stage).toBe('closed');
  });

  it('keeps who stopped and started it and why; a second stop leaves the first reason', async () => {
    expect(await stopSending(everything, ana)).toBe(true);
    expect(await stopSending(everything, { ...ana, by: 'ben', reason: 'another' })).toBe(false);
    expect((await loadSending()).stops).toMatchObject([ana]);
    expect(await startSending(everything, { ...ana, reason: 'mended' })).toBe(true);
    expect(await startSending(everything, ana)).toBe(false);
    const { stops, switches } = await loadSending();
    expect(stops).toEqual([]);
    expect(switches[0]?.changes.map(({ did, reason }) => [did, reason])).toEqual([
      ['stop', 'wrong amounts'],
      ['start', 'mended'],
    ]);
  });
});

describe('a full channel', () => {
  it('lets a message come back later, unclaimed, and at its turn it is sent', async () => {
    await freshAt('2026-03-03T10:00:00.000Z');
    await setRate('email', 0.2, 'ana', begin);
    await felt();
    const inputs = await Promise.all([1, 2, 3, 4].map((number) => due(`FULL-${number}-${Date.now()}`)));
    const answers = await Promise.all(inputs.map((input) => sendMessage(input, lambdaContext)));
    const later = inputs.filter((_, index) => answers[index]?.because === 'sending-turn');
    // One place in this period, if it is not over, and one in the next.
    expect(later.length).toBeGreaterThanOrEqual(2);
    for (const { invoice } of later) {
      expect(await contactsOf(`D-${invoice}`)).toHaveLength(0);
      const rest = answers[inputs.findIndex((input) => input.invoice === invoice)]?.rest;
      expect(rest?.seconds).toBeGreaterThanOrEqual(1);
      expect(rest?.seconds).toBeLessThanOrEqual(40);
    }
    const turns = later.map(({ invoice }) => answers[inputs.findIndex((input) => input.invoice === invoice)]?.rest);
    expect(new Set(turns.map((rest) => rest?.wakeAt)).size).toBe(later.length);
    await setRate('email', 100, 'ana', begin);
    await felt();
    await felt();
    for (const input of later) {
      await sendMessage(input, lambdaContext);
      expect(await contactsOf(`D-${input.invoice}`)).toHaveLength(1);
    }
  });
});

describe('places', () => {
  beforeEach(() => freshAt(begin));

  it('of a period are dealt out once each, however many ask at once', async () => {
    const period = periodAt(Date.now());
    const taken = await Promise.all(Array.from({ length: 40 }, () => takeLane('email', period, lanesAt(14))));
    const lanes = taken.flatMap((each) => (each === undefined ? [] : [each.lane]));
    expect(lanes.toSorted((one, other) => one - other)).toEqual(Array.from({ length: 14 }, (_, lane) => lane));
  });

  it('keep the spacing that the first of a period found, when the rate changes in it', async () => {
    const period = periodAt(Date.now());
    const first = await takeLane('email', period, lanesAt(14));
    const second = await takeLane('email', period, lanesAt(2));
    expect(second).toEqual({ lane: 1, lanes: first?.lanes });
  });

  it('of senders that crash are lost: what the others get is no more than the rest', async () => {
    // The beginning of a period, so that no place of it is over.
    const now = (periodAt(Date.now()) + 1) * periodMs;
    for (let lane = 0; lane < 4; lane += 1) await takePlace('email', 10, nothingHeld(), () => now);
    const others = Array.from({ length: 10 }, nothingHeld);
    const places: number[] = [];
    for (let round = 0; round < 12; round += 1)
      for (const held of others) {
        const at = await takePlace('email', 10, held, () => now);
        if (at !== undefined) places.push(at);
      }
    const lanesFrom = (first: number, period: number): readonly number[] =>
      Array.from({ length: 10 - first }, (_, lane) => placesOf(period, first + lane, lanesAt(10))).flat();
    const mine = (period: number) => places.filter((at) => periodAt(at) === period).toSorted();
    // Of 49 places, the four that crashed held 20.
    expect(mine(periodAt(now))).toEqual(lanesFrom(4, periodAt(now)).toSorted());
    expect(mine(periodAt(now))).toHaveLength(29);
    const next = lanesFrom(0, periodAt(now) + 1);
    expect(places.filter((at) => periodAt(at) > periodAt(now)).every((at) => next.includes(at))).toBe(true);
    expect(new Set(places).size).toBe(places.length);
  });

  it('of a small creditor do not come after those of a large one', async () => {
    const waiting = { creditors: 1 };
    const earliest = Date.now() + 10_000;
    const large: number[] = [];
    for (let index = 0; index < 100; index += 1) large.push(await takeTurn('email', 'large', 10, earliest, waiting));
    expect(Math.round((large.at(-1) ?? 0) - earliest)).toBe(10_000);
    const small = await Promise.all([1, 2, 3].map(() => takeTurn('email', 'small', 10, earliest, waiting)));
    expect(new Set(small).size).toBe(3);
    expect(Math.max(...small) - earliest).toBeLessThanOrEqual(600);
  });
});

describe('a provider that refuses for being asked too fast', () => {
  it('halves the rate once for all who were refused, and says so', async () => {
    await freshAt(begin);
    await setRate('email', 10, 'ana', begin);
    await felt();
    await Promise.all([slowDown('email'), slowDown('email'), slowDown('email')]);
    expect((await loadSending()).paces.email?.lowered?.to).toBe(5);
    await slowDown('email');
    expect((await loadSending()).paces.email?.lowered?.to).toBe(5);
  });
});

describe('bounces', () => {
  const at = '2026-03-03T10:00:00.000Z';
  const bounce = (contact: string, debtor: string) => ({
    messageId: contact,
    body: JSON.stringify({
      eventType: 'Bounce',
      bounce: { bounceType: 'Permanent' },
      mail: {
        messageId: `ses-${contact}`,
        tags: { contact: [contact], account: [accountTag({ creditor: 'default', debtor })] },
      },
    }),
  });

  it('of too many mails stop those of their creditor, once, with a task; after a start they are counted anew', async () => {
    await freshAt(at);
    await felt();
    const inputs = await Promise.all(Array.from({ length: 11 }, (_, index) => due(`BOUNCE-${index}-${Date.now()}`)));
    for (const input of inputs) await sendMessage(input, lambdaContext);
    const mails = await Promise.all(
      inputs.map(async ({ invoice }) => {
        const [contact] = await contactsOf(`D-${invoice}`);
        return bounce(contact?.contact ?? '', `D-${invoice}`);
      }),
    );
    const last = mails.pop();
    // Each is reported twice, and counts once.
    for (const mail of mails.slice(0, 9)) await recordDelivery({ Records: [mail, mail] }, lambdaContext);
    expect((await loadSending()).stops).toEqual([]);
    await recordDelivery({ Records: mails.slice(9) }, lambdaContext);
    await recordDelivery({ Records: mails.slice(9) }, lambdaContext);
    const { stops } = await loadSending();
    expect(stops).toMatchObject([{ creditor: 'default', channel: 'email', by: 'recaudo' }]);
    expect(stops[0]?.reason).toBe('bounce-rate: 10 of 10 mails in 7 days');
    const tasks = await Promise.all(
      inputs.map(({ invoice }) => listTasksOfDebtor({ creditor: 'default', debtor: `D-${invoice}` })),
    );
    expect(tasks.flat().filter(({ title }) => title.includes('stopped by themselves'))).toHaveLength(1);

    await startSending({ creditor: 'default', channel: 'email' }, { at, by: 'ana', reason: 'list cleaned' });
    await recordDelivery({ Records: last === undefined ? [] : [last] }, lambdaContext);
    expect((await loadSending()).stops).toEqual([]);
  });
});

describe('the warm-up of a domain', () => {
  it('lets so many mails go on its day; the others wait for the next, unclaimed', async () => {
    const at = '2026-03-03T10:00:00.000Z';
    await freshAt(at);
    const { content } = aPolicy({ sending: { warmUp: { from: '2026-03-03', perDay: [1, 5] } } });
    await applyPolicy('default', content, 'hash-warm-up', { inFlight: 'now', by: 'ana', source: 'test', at });
    await felt();
    const inputs = await Promise.all([1, 2, 3].map((number) => due(`WARM-${number}-${Date.now()}`)));
    const answers = [];
    for (const input of inputs) answers.push(await sendMessage(input, lambdaContext));
    expect(answers.map(({ because }) => because === 'sending-warm-up')).toEqual([false, true, true]);
    const made = async () => (await Promise.all(inputs.map(({ invoice }) => contactsOf(`D-${invoice}`)))).flat().length;
    expect(await made()).toBe(1);
    // The end of the lawful window.
    expect(answers[1]?.rest?.wakeAt.slice(0, 10)).toMatch(/^2026-03-0[34]$/);
    await setClock('2026-03-04T10:00:00.000Z');
    for (const input of inputs.slice(1)) await sendMessage(input, lambdaContext);
    expect(await made()).toBe(3);
  });

  it('does not lose a mail to a stop that comes after its place, nor to a contact that another sender has claimed', async () => {
    const at = '2026-03-05T10:00:00.000Z';
    await freshAt(at);
    const { content } = aPolicy({ sending: { warmUp: { from: '2026-03-05', perDay: [2] } } });
    await applyPolicy('default', content, 'hash-warm-up-kept', { inFlight: 'now', by: 'ana', source: 'test', at });
    const message = {
      creditor: 'default',
      channel: 'email',
      policy: content,
      now: at,
      validUntil: '2026-03-05T18:00:00.000Z',
    };
    await stopSending(everything, { ...ana, at });
    await felt();
    for (const _ of [1, 2, 3]) expect((await awaitPlace(message))?.because).toBe('sending-stopped');
    // A text message takes no mail, and gives none back.
    expect((await awaitPlace({ ...message, channel: 'sms' }))?.because).toBe('sending-stopped');
    await startSending(everything, { ...ana, at });
    await felt();
    const inputs = await Promise.all([1, 2, 3].map((number) => due(`KEPT-${number}-${Date.now()}`)));
    const [first = { creditor: '', invoice: '', run: 1 }, ...others] = inputs;
    await Promise.all([sendMessage(first, lambdaContext), sendMessage(first, lambdaContext)]);
    const answers = [];
    for (const input of others) answers.push(await sendMessage(input, lambdaContext));
    expect(answers.map(({ because }) => because === 'sending-warm-up')).toEqual([false, true]);
    const made = (await Promise.all(inputs.map(({ invoice }) => contactsOf(`D-${invoice}`)))).map(
      ({ length }) => length,
    );
    expect(made).toEqual([1, 1, 0]);
  });
});
