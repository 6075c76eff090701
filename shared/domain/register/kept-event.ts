// The record that an event of a debtor keeps of itself, where it belongs in the register: a conversation, an erasure.
import { canonicalJson } from './canonical-json.ts';
import { sealsIn } from './kept-contact.ts';
import { type Place, type RegisterRecord, recordOf, type Sha256 } from './register-record.ts';

type Kept = Readonly<Record<string, unknown>>;

/** Its place, and the salt of its seals, as the event's item keeps them under `register`. */
export type EventPlace = Place & { readonly salt?: string };

const notOfRecord: ReadonlySet<string> = new Set(['pk', 'sk', 'register', 'sealed', 'detail', 'event', 'type', 'at']);

/** Undefined for an event that has no place in the register. What it says in detail is known by its seal alone. */
export const recordOfEvent = (event: Kept, sha256: Sha256): RegisterRecord | undefined => {
  const place = placeIn(event);
  if (!place) return undefined;
  const { salt, ...rest } = place;
  return recordOf(
    {
      place: rest,
      at: String(event.at),
      happened: String(event.type),
      about: String(event.event),
      facts: {
        ...Object.fromEntries(Object.entries(event).filter(([name]) => !notOfRecord.has(name))),
        event: event.event,
      },
      personal: { detail: event.detail === undefined ? undefined : canonicalJson(event.detail) },
      salt,
      sealed: sealsIn(event),
    },
    sha256,
  );
};

const placeIn = ({ register }: Kept): EventPlace | undefined => {
  if (typeof register !== 'object' || register === null || !('sequence' in register) || !('previous' in register))
    return undefined;
  const { sequence, previous } = register;
  const salt = 'salt' in register && typeof register.salt === 'string' ? { salt: register.salt } : {};
  return { sequence: Number(sequence), previous: String(previous), ...salt };
};
