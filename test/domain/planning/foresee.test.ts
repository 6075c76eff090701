// What is foreseen for one invoice: its own next contact, one that speaks for it, an end, or nothing until a fact arrives.
import { describe, expect, it } from 'vitest';
import { foresee } from '#domain/planning/foresee.ts';
import { aDebtor, anInvoice, aPolicy, aTaking, someFacts } from '#test/fixtures.ts';

const policy = aPolicy();
const now = '2026-03-09T07:00:00.000Z';
const noticed = anInvoice({
  stage: 'administrative',
  steps: { 'first-notice': aTaking('2026-03-03T09:00:00.000Z') },
});

describe('foreseen is', () => {
  it('the next step of the invoice, with the reason to wait until then', () => {
    expect(foresee(someFacts({ invoice: noticed }), policy, now)).toMatchObject({
      kind: 'act',
      at: '2026-03-10T09:00:00.000Z',
      waits: 'next-step',
      lead: 'F-1',
      decision: { step: 'second-notice', channel: 'email' },
    });
  });

  it('a contact of this moment, without a wait', () => {
    const foreseen = foresee(someFacts({ invoice: noticed }), policy, '2026-03-10T09:00:00.000Z');
    expect(foreseen).toMatchObject({ kind: 'act', at: '2026-03-10T09:00:00.000Z' });
    expect(foreseen.waits).toBeUndefined();
  });

  it('an earlier message of another invoice that lists it', () => {
    const other = anInvoice({ invoice: 'F-2', due: '2026-03-17', run: 0 });
    const facts = someFacts({ invoice: other, open: [noticed, other] });
    // Both have a turn on the tenth: the more serious leads.
    expect(foresee(facts, policy, now)).toMatchObject({
      kind: 'act',
      lead: 'F-1',
      at: '2026-03-10T09:00:00.000Z',
    });
  });

  it('the end that comes first: paid, or on its way to the agency', () => {
    expect(foresee(someFacts({ invoice: anInvoice({ balance: 0 }) }), policy, now)).toMatchObject({
      kind: 'end',
      at: now,
      decision: { kind: 'close' },
    });
    const late = anInvoice({
      due: '2025-12-10',
      stage: 'extrajudicial',
      steps: Object.fromEntries(
        ['first-notice', 'formal-notice', 'interest-notice', 'second-call', 'last-notice'].map((id, index) => [
          id,
          aTaking(`2026-02-${10 + index}T09:00:00.000Z`, { due: '2025-12-10' }),
        ]),
      ),
    });
    expect(foresee(someFacts({ invoice: late }), policy, now)).toMatchObject({
      kind: 'end',
      at: '2026-03-11T00:00:00.000Z',
      decision: { kind: 'hand-off' },
    });
  });

  it('a task for a person where nobody can be reached', () => {
    const { email: _, phone: __, ...unreachable } = aDebtor();
    const facts = someFacts({ invoice: noticed, debtor: unreachable });
    expect(foresee(facts, policy, now)).toMatchObject({
      kind: 'end',
      at: '2026-03-10T00:00:00.000Z',
      decision: { kind: 'needs-person' },
    });
  });

  it('nothing while a hold stands that no day ends', () => {
    const held = anInvoice({ holds: { d: { reason: 'dispute' } } });
    expect(foresee(someFacts({ invoice: held }), policy, now)).toMatchObject({
      kind: 'rest',
      because: 'dispute',
      waits: 'dispute',
    });
  });
});
