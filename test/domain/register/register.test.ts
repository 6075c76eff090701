// The chain of the register: whatever is changed in it afterwards is found.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '#domain/register/canonical-json.ts';
import { eraseContact } from '#domain/register/erase.ts';
import { recordOfStatus, recordsOfContact } from '#domain/register/kept-contact.ts';
import { recordOfEvent } from '#domain/register/kept-event.ts';
import { type Head, headOf, nextPlace, type RegisterRecord } from '#domain/register/register-record.ts';
import { type KeptRegister, verifyRegister } from '#domain/register/verify-register.ts';

type Item = Record<string, unknown>;
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What happened to a debtor, in order: a contact is claimed, its next status comes, somebody speaks. */
type Happening = { readonly kind: 'claim' | 'status' | 'conversation'; readonly pick: number };
const happenings = fc.array(
  fc.record({ kind: fc.constantFrom('claim', 'claim', 'status', 'status', 'conversation'), pick: fc.nat(50) }),
  { minLength: 1, maxLength: 12 },
);

/** The register as the store writes it. */
const registerOf = (all: readonly Happening[]): KeptRegister => {
  const contacts: Item[] = [];
  const events: Item[] = [];
  let head: Head | undefined;
  const add = (record: RegisterRecord | undefined): void => {
    if (!record) throw new Error('no record');
    head = headOf(record);
  };
  for (const [index, { kind, pick }] of all.entries()) {
    const at = `2026-03-${String(index + 1).padStart(2, '0')}T10:00:00.000Z`;
    const contact = contacts[pick % Math.max(1, contacts.length)];
    if (kind === 'conversation') {
      const event = {
        ...{ pk: 'DEBTOR#default#D-1', sk: `EVENT#e-${index}`, creditor: 'default', debtor: 'D-1' },
        ...{ event: `e-${index}`, type: 'Conversation Held', at, detail: { id: `e-${index}`, channel: 'call' } },
        register: { ...nextPlace(head), salt: `salt-${index}` },
      };
      events.push(event);
      add(recordOfEvent(event, sha256));
    } else if (kind === 'claim' || !contact) {
      const claimed = aContact(index, at, head);
      contacts.push(claimed);
      add(recordsOfContact(claimed, sha256)[0]);
    } else {
      const entry = {
        status: 'delivered',
        at,
        providerId: `m-${index}`,
        reason: `because ${index}`,
        ...nextPlace(head),
      };
      Object.assign(contact, { status: 'delivered', statusAt: at, statuses: [...listOf(contact.statuses), entry] });
      add(recordOfStatus(contact, entry, sha256));
    }
  }
  return { creditor: 'default', debtor: 'D-1', contacts, events, head };
};

const aContact = (index: number, at: string, head: Head | undefined): Item => ({
  ...{ pk: 'DEBTOR#default#D-1', sk: `CONTACT#c-${index}`, creditor: 'default', debtor: 'D-1', contact: `c-${index}` },
  ...{ channel: 'email', step: 'first-notice', policyVersion: 3, salt: `salt-${index}` },
  ...{ address: 'marta@example.com', content: `contacts/c-${index}.eml`, contentHash: sha256(`text ${index}`) },
  covers: [{ invoice: 'F-1', balance: 1000 + index, currency: 'EUR', due: '2026-03-02' }],
  ...{ claimedAt: at, status: 'claimed', statusAt: at, statuses: [{ status: 'claimed', at, ...nextPlace(head) }] },
});

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const kindsOf = (kept: KeptRegister) => verifyRegister(kept, sha256).findings.map(({ kind }) => kind);

/** Every place in a register where a value stands; keys of the table say where an item lies, not what it tells. */
const placesIn = (
  value: unknown,
  path: readonly (string | number)[] = [],
): readonly (readonly (string | number)[])[] => {
  if (typeof value !== 'object' || value === null) return [path];
  return [
    ...(Array.isArray(value) && path.length > 0 ? [path] : []),
    ...Object.entries(value).flatMap(([name, each]) =>
      name === 'pk' || name === 'sk' ? [] : placesIn(each, [...path, Array.isArray(value) ? Number(name) : name]),
    ),
  ];
};

const changeAt = (root: unknown, path: readonly (string | number)[], how: 'change' | 'remove' | 'add'): void => {
  let at = root as Record<string | number, unknown>;
  for (const step of path.slice(0, -1)) at = at[step] as Record<string | number, unknown>;
  const name = path.at(-1) ?? '';
  if (how === 'add') at[`${name}Too`] = 'added';
  else if (how === 'change') at[name] = typeof at[name] === 'number' ? Number(at[name]) + 1 : `${String(at[name])}x`;
  else if (Array.isArray(at)) at.splice(Number(name), 1);
  else delete at[name];
};

describe('the register', () => {
  it('is as it was written', () => {
    fc.assert(
      fc.property(happenings, (all) => {
        const kept = registerOf(all);
        const { records, findings } = verifyRegister(kept, sha256);
        expect(findings).toEqual([]);
        expect(records.map(({ sequence }) => sequence)).toEqual(all.map((_, index) => index + 1));
      }),
    );
  });

  it('shows every value that was changed, taken away or added anywhere in it', () => {
    fc.assert(
      fc.property(happenings, fc.nat(), fc.constantFrom('change', 'remove', 'add'), (all, pick, how) => {
        const kept = structuredClone(registerOf(all));
        const { contacts, events, head } = kept;
        const places = placesIn({ contacts, events, head }).filter((path) => path.length > 2 || path[0] === 'head');
        const path = places[pick % places.length] ?? [];
        if (how === 'add' && (typeof path.at(-1) === 'number' || path[0] === 'head' || path.includes('register')))
          return;
        changeAt(kept, path, how);
        expect(kindsOf(kept), path.join('.')).not.toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('shows contacts and events that are gone, twice there, or last and gone', () => {
    fc.assert(
      fc.property(happenings, fc.nat(), fc.boolean(), (all, pick, twice) => {
        const kept = registerOf(all);
        const which = pick % (kept.contacts.length + kept.events.length);
        const edit = (items: readonly Item[], offset: number) =>
          items.flatMap((item, index) => (index + offset !== which ? [item] : twice ? [item, item] : []));
        const edited = { ...kept, contacts: edit(kept.contacts, 0), events: edit(kept.events, kept.contacts.length) };
        expect(kindsOf(edited)).toContain(twice ? 'inserted' : 'missing');
      }),
    );
  });

  it('shows statuses that changed places, between contacts or within one', () => {
    const kept = registerOf([
      { kind: 'claim', pick: 0 },
      { kind: 'claim', pick: 0 },
      { kind: 'status', pick: 0 },
      { kind: 'status', pick: 1 },
    ]);
    const [one, other] = kept.contacts;
    const swapped = [
      { ...one, statuses: [listOf(one?.statuses)[0], listOf(other?.statuses)[1]], statusAt: other?.statusAt },
      { ...other, statuses: [listOf(other?.statuses)[0], listOf(one?.statuses)[1]], statusAt: one?.statusAt },
    ];
    expect(kindsOf({ ...kept, contacts: swapped })).toContain('changed');
  });

  it('names the record that was changed', () => {
    const kept = registerOf([
      { kind: 'claim', pick: 0 },
      { kind: 'claim', pick: 0 },
      { kind: 'status', pick: 0 },
    ]);
    const contacts = kept.contacts.map((each) =>
      each.contact === 'c-1' ? { ...each, address: 'x@example.com' } : each,
    );
    expect(verifyRegister({ ...kept, contacts }, sha256).findings).toEqual([
      { kind: 'changed', sequence: 2, about: 'c-1', what: 'is not what record 3 was tied to' },
    ]);
  });

  it('shows what belongs to another debtor, and what was never in it', () => {
    const kept = registerOf([{ kind: 'claim', pick: 0 }]);
    expect(kindsOf({ ...kept, debtor: 'D-2' })).toEqual(['inserted']);
    const forged = { ...kept.contacts[0], contact: 'forged', statuses: [] };
    expect(kindsOf({ ...kept, contacts: [...kept.contacts, forged] })).toContain('inserted');
    expect(kindsOf({ ...kept, head: undefined })).toEqual(['no-head']);
    expect(kindsOf({ creditor: 'default', debtor: 'D-1', contacts: [], events: [] })).toEqual([]);
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
      detail: { id: 'erase-1', by: 'dpo' },
      register: { ...nextPlace(kept.head), salt: 'salt-erasure' },
    };
    const record = recordOfEvent(event, sha256);
    return { ...kept, events: [...kept.events, event], head: record && headOf(record) };
  };

  it('takes every personal value away and leaves the chain whole, done once or again', () => {
    fc.assert(
      fc.property(happenings, (all) => {
        const kept = asked(registerOf(all));
        const erased = { ...kept, contacts: kept.contacts.map((each) => eraseContact(each, sha256)) };
        expect(kindsOf(erased)).toEqual([]);
        expect(JSON.stringify(erased.contacts)).not.toMatch(/example\.com|contacts\/c-|because|salt/);
        expect(erased.contacts.map((each) => eraseContact(each, sha256))).toEqual(erased.contacts);
        // A status that comes afterwards goes on with the chain.
        expect(verifyRegister(erased, sha256).records.at(-1)?.happened).toBe('Erasure Requested');
      }),
    );
  });

  it('that nobody asked for is found, and so is a changed seal', () => {
    const kept = registerOf([{ kind: 'claim', pick: 0 }]);
    const contacts = kept.contacts.map((each) => eraseContact(each, sha256));
    expect(kindsOf({ ...kept, contacts })).toEqual(['erased-unasked']);
    const { sealed, ...rest } = eraseContact(kept.contacts[0] ?? {}, sha256);
    expect(
      kindsOf({ ...asked(kept), contacts: [{ ...rest, sealed: { ...Object(sealed), '1.address': 'x' } }] }),
    ).toEqual(['changed']);
  });

  it('does not let anybody guess: the seal of a known address needs its salt', () => {
    const { sealed } = eraseContact(registerOf([{ kind: 'claim', pick: 0 }]).contacts[0] ?? {}, sha256);
    const guesses = ['marta@example.com', 'address\nmarta@example.com', '\naddress\nmarta@example.com'].map(sha256);
    expect(guesses).not.toContain(Object(sealed)['1.address']);
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
