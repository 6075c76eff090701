// What is said about a debtor: addresses, law, preferences, circumstances, and which channels it wants.
import type { IsoInstant } from '../calendar.ts';
import type { Debtor, Sourced } from '../facts.ts';
import { isSameAddress } from '../postal-address.ts';
import { mayTell, sourceOf, wishFields } from '../sources.ts';
import { type ChangedAt, mayChange, statedAt } from './changed-at.ts';
import type { DebtorChange, DebtorEvent } from './debtor-event.ts';

export const changeConsent = (
  detail: Extract<DebtorEvent, { type: 'Consent Changed' }>['detail'],
  debtor: Debtor,
  changedAt: ChangedAt,
  now: IsoInstant,
): DebtorChange => {
  const { channel, given } = detail;
  const at = statedAt(detail, now);
  const field = `consent-${channel}` as const;
  if (!mayChange(changedAt, field, at)) return { debtor, changedAt };
  // All channels that are not wanted may have been listed since.
  if (given !== false && debtor.optOut.includes(channel) && !mayChange(changedAt, 'optOut', at))
    return { debtor, changedAt };
  const without = (list: Debtor['optOut']) => list.filter((each) => each !== channel);
  return {
    debtor: {
      ...debtor,
      consent: given ? [...without(debtor.consent), channel] : without(debtor.consent),
      optOut: given === false ? [...without(debtor.optOut), channel] : without(debtor.optOut),
      sources: { ...debtor.sources, [field]: sourceOf(detail, at) },
    },
    changedAt: { ...changedAt, [field]: at },
  };
};

const debtorFields = [
  'name',
  'email',
  'phone',
  'postalAddress',
  'language',
  'timeZone',
  'optOut',
  'jurisdiction',
  'region',
  'preferred',
  'preferredChannel',
  'situation',
  'capacity',
  'cause',
  'tags',
] as const;

export const changeDebtor = (
  detail: Extract<DebtorEvent, { type: 'Debtor Changed' }>['detail'],
  debtor: Debtor,
  changedAt: ChangedAt,
  now: IsoInstant,
): DebtorChange => {
  const at = statedAt(detail, now);
  const { saidBy = 'system' } = detail;
  const changed = new Set(
    debtorFields.filter((field) => detail[field] !== undefined && mayTell(debtor, changedAt, field, saidBy, at)),
  );
  const sourced = sourcedHere.filter((field) => changed.has(field));
  const { email: oldEmail, phone: oldPhone, jurisdiction: oldJurisdiction, region: oldRegion, ...others } = debtor;
  const { preferred: oldPreferred, postalAddress: oldAddress, ...withChannel } = others;
  const { preferredChannel: oldChannel, ...rest } = withChannel;
  /** null takes a value away; what was not named stays. */
  const field = <Value>(name: (typeof debtorFields)[number], given: Value | null | undefined, old: Value) =>
    changed.has(name) ? (given ?? undefined) : old;
  const email = field('email', detail.email, oldEmail);
  const phone = field('phone', detail.phone, oldPhone);
  const postalAddress = field('postalAddress', detail.postalAddress, oldAddress);
  const preferred = field('preferred', detail.preferred, oldPreferred);
  const { circumstances } = debtor;
  return {
    debtor: {
      ...rest,
      ...(changed.has('name') && detail.name !== undefined ? { name: detail.name } : {}),
      ...(changed.has('language') && detail.language !== undefined ? { language: detail.language } : {}),
      ...(changed.has('timeZone') && detail.timeZone !== undefined ? { timeZone: detail.timeZone } : {}),
      ...(changed.has('optOut') && detail.optOut !== undefined ? { optOut: detail.optOut } : {}),
      ...present('jurisdiction', field('jurisdiction', detail.jurisdiction, oldJurisdiction)),
      ...present('region', field('region', detail.region, oldRegion)),
      ...(preferred === undefined
        ? {}
        : { preferred: { ...present('time', preferred.time), ...present('day', preferred.day) } }),
      ...present('preferredChannel', field('preferredChannel', detail.preferredChannel, oldChannel)),
      ...(sourced.length === 0
        ? {}
        : {
            sources: {
              ...debtor.sources,
              ...Object.fromEntries(sourced.map((name) => [name, sourceOf(detail, at)])),
            },
          }),
      circumstances: {
        ...present('situation', field('situation', detail.situation, circumstances.situation)),
        ...present('capacity', field('capacity', detail.capacity, circumstances.capacity)),
        ...present('cause', field('cause', detail.cause, circumstances.cause)),
        tags: field('tags', detail.tags, circumstances.tags) ?? [],
      },
      // A new address deserves a new try.
      undeliverable: debtor.undeliverable.filter((channel) => {
        if (channel === 'email') return email === oldEmail;
        return channel === 'letter' ? isSameAddress(postalAddress, oldAddress) : phone === oldPhone;
      }),
      ...present('email', email),
      ...present('phone', phone),
      ...present('postalAddress', postalAddress),
    },
    changedAt: { ...changedAt, ...Object.fromEntries([...changed].map((name) => [name, at])) },
  };
};

/** Those of which it is kept whose word they are. */
const sourcedHere = [...wishFields, 'optOut'] as const satisfies readonly Sourced[];

const present = <Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [Key in Name]?: Value } | Record<never, never> => (value === undefined ? {} : { [name]: value });
