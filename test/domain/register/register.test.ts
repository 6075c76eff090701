// The chain of the register: whatever is changed in it afterwards is found.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '#domain/register/canonical-json.ts';
import { type End, endAt, eraseItem, type Kept, placeAfter } from '#domain/register/register-record.ts';
import { checkAnchor, type KeptRegister, verifyRegister } from '#domain/register/verify-register.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What happened to a debtor, in order: a contact is claimed, one gets a status, somebody speaks, answers, says what an answer means. */
const kinds = ['claim', 'status', 'conversation', 'answer', 'meaning'] as const;
const happenings = fc.array(fc.constantFrom(...kinds), { minLength: 1, maxLength: 12 });

/** The register as the store writes it. */
const registerOf = (all: readonly (typeof kinds)[number][], creditor = 'default'): KeptRegister => {
  const contacts: Kept[] = [];
  const events: Kept[] = [];
  const replies: Kept[] = [];
  let end: End | undefined;
  for (const [index, kind] of all.entries()) {
    const at = `2026-03-${String(index + 1).padStart(2, '0')}T10:00:00.000Z`;
    const about = { creditor, debtor: 'D-1', salt: `salt-${index}`, ...placeAfter(end) };
    const item = { ...about, ...makers[kind](index, at) };
    (kind === 'conversation' ? events : kind === 'claim' || kind === 'status' ? contacts : replies).push(item);
    end = endAt(item, sha256);
  }
  events.push({ creditor, debtor: 'D-1', event: 'e-0', type: 'Debtor Changed', at: '2026-02-01T00:00:00.000Z' });
  return { creditor, debtor: 'D-1', contacts, events, replies, end };
};

const aClaim = (index: number, at: string) => ({
  ...{
    contact: `c-${index}`,
    channel: 'email',
    step: 'first-notice',
    policyVersion: 3,
    status: 'claimed',
    claimedAt: at,
  },
  ...{ address: 'marta@example.com', content: `contacts/c-${index}.eml`, contentHash: sha256(`text ${index}`) },
  covers: [{ invoice: 'F-1', balance: 1000 + index, currency: 'EUR', due: '2026-03-02' }],
});
const aStatus = (index: number, at: string) => ({
  ...{
    contact: `c-${index - 1}`,
    status: 'failed',
    at,
    deadChannel: true,
    providerId: `m-${index}`,
    reason: 'no such box',
  },
});
const aTalk = (index: number, at: string) => ({
  ...{ event: `e-${index}`, type: 'Conversation Held', at, detail: { id: `e-${index}`, channel: 'call', by: 'Ana' } },
});

const anAnswer = (index: number, at: string) => ({
  ...{ reply: `r-${index}`, type: 'Reply Received', channel: 'email', at, receivedAt: at },
  ...{
    from: 'marta@example.com',
    text: 'Pagaré el viernes',
    content: `inbound/r-${index}`,
    contentHash: sha256('mail'),
  },
  proposals: [{ meaning: 'will-pay', because: 'Pagaré', date: '2026-03-06' }],
});
const aMeaning = (index: number, at: string) => ({
  ...{ reply: `r-${index - 1}`, type: 'Reply Answered', event: `said-${index}`, meaning: 'will-pay', at },
  ...{ by: 'ana', note: 'she called too' },
});
const makers = {
  claim: aClaim,
  status: aStatus,
  conversation: aTalk,
  answer: anAnswer,
  meaning: aMeaning,
} satisfies Record<(typeof kinds)[number], (index: number, at: string) => Kept>;

const kindsOf = (kept: KeptRegister) => verifyRegister(kept, sha256).findings.map(({ kind }) => kind);

type Path = readonly (string | number)[];
/** Every place where a value stands, lists and objects too. */
const placesIn = (value: unknown, path: Path = []): readonly Path[] => [
  path,
  ...(typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, each]) =>
        placesIn(each, [...path, Array.isArray(value) ? Number(name) : name]),
      )
    : []),
];

const changeAt = (root: object, path: Path, how: 'change' | 'remove' | 'add'): void => {
  // A walk into plain data, by a path that was found in it.
  let at = root as Record<string | number, unknown>;
  for (const step of path.slice(0, -1)) at = at[step] as Record<string | number, unknown>;
  const name = path.at(-1) ?? '';
  if (how === 'add') at[Array.isArray(at) ? at.length : `${name}Too`] = 'added';
  else if (how === 'change') at[name] = typeof at[name] === 'number' ? Number(at[name]) + 1 : `${String(at[name])}x`;
  else if (Array.isArray(at)) at.splice(Number(name), 1);
  else delete at[name];
};

describe('the register', () => {
  it('is as it was written', () => {
    fc.assert(
      fc.property(happenings, (all) => {
        const { records, findings } = verifyRegister(registerOf(all), sha256);
        expect(findings).toEqual([]);
        expect(records.map(({ sequence }) => sequence)).toEqual(all.map((_, index) => index + 1));
      }),
    );
  });

  it('shows every value that was changed, taken away or added anywhere in it', () => {
    fc.assert(
      fc.property(happenings, fc.nat(), fc.constantFrom('change', 'remove', 'add'), (all, pick, how) => {
        const { contacts, events, replies, end, ...key } = structuredClone(registerOf(all));
        const kept = { contacts, events: events.slice(0, -1), replies, end };
        // Fields of records and of the end; whole records are the next test's.
        const places = placesIn(kept).filter((path) => path.length > 2 || (path[0] === 'end' && path.length === 2));
        const path = places[pick % places.length] ?? [];
        fc.pre(how !== 'add' || path[0] !== 'end');
        changeAt(kept, path, how);
        expect(kindsOf({ ...key, ...kept }), `${how} ${path.join('.')}`).not.toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('shows records that are gone, be it the last, or there twice', () => {
    fc.assert(
      fc.property(happenings, fc.nat(), fc.boolean(), (all, pick, twice) => {
        const kept = registerOf(all);
        const which = (pick % all.length) + 1;
        const edit = (items: readonly Kept[]) =>
          items.flatMap((item) => (item.sequence !== which ? [item] : twice ? [item, item] : []));
        const { contacts, events, replies } = kept;
        const edited = { ...kept, contacts: edit(contacts), events: edit(events), replies: edit(replies) };
        expect(kindsOf(edited)).toContain(twice ? 'inserted' : 'missing');
      }),
    );
  });

  it('shows records that changed places', () => {
    fc.assert(
      fc.property(happenings, fc.nat(), (all, pick) => {
        fc.pre(all.length > 1);
        const kept = registerOf(all);
        const first = (pick % (all.length - 1)) + 1;
        const placeOf = (sequence: unknown) =>
          sequence === first ? first + 1 : sequence === first + 1 ? first : sequence;
        const { contacts, events, replies } = kept;
        const items = [...contacts, ...events, ...replies];
        const previousOf = (sequence: unknown) => items.find((each) => each.sequence === sequence)?.previous;
        const turn = (item: Kept) =>
          item.sequence === undefined
            ? item
            : { ...item, sequence: placeOf(item.sequence), previous: previousOf(placeOf(item.sequence)) };
        const turned = { contacts: contacts.map(turn), events: events.map(turn), replies: replies.map(turn) };
        expect(kindsOf({ ...kept, ...turned })).toContain('changed');
      }),
    );
  });

  it('names the record that was changed', () => {
    const kept = registerOf(['claim', 'claim', 'status']);
    const contacts = kept.contacts.map((each) => (each.sequence === 2 ? { ...each, address: 'x@example.com' } : each));
    expect(verifyRegister({ ...kept, contacts }, sha256).findings).toEqual([
      { kind: 'changed', sequence: 2, about: 'c-1', what: 'is not what record 3 was tied to' },
    ]);
  });

  it('shows what is another debtor’s, what has no place, and an end that is not known', () => {
    const kept = registerOf(['claim']);
    expect(kindsOf({ ...kept, debtor: 'D-2' })).toEqual(['inserted']);
    const forged = aClaim(9, '2026-03-09T10:00:00.000Z');
    expect(kindsOf({ ...kept, contacts: [...kept.contacts, forged] })).toEqual(['inserted']);
    expect(kindsOf({ ...kept, end: undefined })).toEqual(['no-end']);
    expect(kindsOf({ ...kept, contacts: [], events: [], end: undefined })).toEqual([]);
  });

  it('tells answers from before they were records from those that were put in since', () => {
    const heard = (reply: string, receivedAt: string) => ({ creditor: 'default', debtor: 'D-1', reply, receivedAt });
    const kept = registerOf(['claim', 'answer']);
    const [old, late] = [heard('old', '2026-03-01T09:00:00.000Z'), heard('late', '2026-03-02T11:00:00.000Z')];
    const verified = verifyRegister({ ...kept, replies: [old, ...kept.replies, late] }, sha256);
    expect(verified.before).toEqual([old]);
    expect(verified.findings).toEqual([{ kind: 'inserted', about: 'late', what: 'is not in the chain' }]);
    const said = { ...aMeaning(1, '2026-02-01T10:00:00.000Z'), creditor: 'default', debtor: 'D-1' };
    expect(kindsOf({ ...kept, replies: [...kept.replies, said] })).toEqual(['inserted']);
  });

  it('made anew from its beginning is found by an end that was kept elsewhere, and by it alone', () => {
    const kept = registerOf(['claim', 'status', 'claim']);
    const { records } = verifyRegister(kept, sha256);
    const anchor = { sequence: 2, hash: records[1]?.hash ?? '' };
    expect(checkAnchor(records, anchor)).toEqual([]);
    const anew = verifyRegister(registerOf(['claim', 'claim', 'claim']), sha256);
    expect(anew.findings).toEqual([]);
    expect(checkAnchor(anew.records, anchor).map(({ kind }) => kind)).toEqual(['not-as-anchored']);
    expect(checkAnchor(anew.records.slice(0, 1), anchor).map(({ kind }) => kind)).toEqual(['not-as-anchored']);
  });
});

describe('an erasure', () => {
  const asked = (kept: KeptRegister): KeptRegister => {
    const event = {
      ...{
        creditor: 'default',
        debtor: 'D-1',
        event: 'erase-1',
        type: 'Erasure Requested',
        at: '2026-04-01T00:00:00.000Z',
      },
      ...{ detail: { id: 'erase-1', by: 'dpo' }, salt: 'salt-erasure', ...placeAfter(kept.end) },
    };
    return { ...kept, events: [...kept.events, event], end: endAt(event, sha256) };
  };
  const erased = ({ contacts, events, replies, ...rest }: KeptRegister): KeptRegister => ({
    ...rest,
    replies: replies.map((each) => eraseItem(each, sha256)),
    contacts: contacts.map((each) => eraseItem(each, sha256)),
    events: events.map((each) => (each.type === 'Conversation Held' ? eraseItem(each, sha256) : each)),
  });

  it('takes every personal value away and leaves the chain whole, done once or again', () => {
    fc.assert(
      fc.property(happenings, (all) => {
        const once = erased(asked(registerOf(all)));
        expect(kindsOf(once)).toEqual([]);
        expect(JSON.stringify(once)).not.toMatch(
          /example\.com|contacts\/c-|no such box|Ana|Pagar|inbound|called|salt-\d/,
        );
        expect(erased(once)).toEqual(once);
      }),
    );
  });

  it('that nobody asked for is found, and so is a seal that was changed, added or taken away', () => {
    const kept = registerOf(['claim']);
    expect(kindsOf(erased(kept))).toEqual(['erased-unasked']);
    const { contacts, ...rest } = erased(asked(kept));
    const [contact = {}] = contacts;
    const seals = Object(contact.sealed);
    const { address: _, ...fewer } = seals;
    for (const sealed of [{ ...seals, address: 'x' }, { ...seals, more: 'x' }, fewer])
      expect(kindsOf({ ...rest, contacts: [{ ...contact, sealed }] })).toEqual(['changed']);
  });

  it('does not let anybody guess: the seal of a known address needs its salt', () => {
    const [contact = {}] = erased(registerOf(['claim'])).contacts;
    const guesses = ['', 'undefined\naddress\n', 'address\n', '\naddress\n'].map((before) =>
      sha256(`${before}marta@example.com`),
    );
    expect(guesses).not.toContain(Object(contact.sealed).address);
  });
});

describe('canonical JSON', () => {
  it.each([
    [{ b: 1, a: [true, null, 'é"'] }, '{"a":[true,null,"é\\""],"b":1}'],
    [{ z: undefined, a: { d: 0, c: -1 } }, '{"a":{"c":-1,"d":0}}'],
    [[{}, []], '[{},[]]'],
  ])('of %j', (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  it('does not depend on the order in which fields were written', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).toReversed());
        expect(canonicalJson(turned)).toBe(canonicalJson(value));
      }),
    );
  });
});
