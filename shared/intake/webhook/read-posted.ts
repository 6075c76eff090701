// What a posted body says: events of ours, or a document that a profile maps. All of it is taken, or nothing.
import type { IsoInstant } from '#domain/calendar.ts';
import { BadInput } from '#domain/errors.ts';
import { readEvent } from '#domain/events.ts';
import type { FileProfile } from '../formats/file-profile.ts';
import { readFile } from '../formats/read-file.ts';
import { mappedEvents, type PostedEvent, type PostedReason } from './mapped-events.ts';

export type { PostedEvent, PostedReason } from './mapped-events.ts';

/** Under these names of a profile, a body says by itself what it is. */
export const ownEvents = 'events';
export const ownDocuments = 'documents';

export const mostBytes = 256 * 1024;
export const mostEvents = 100;

export type Posted = {
  readonly body: Uint8Array;
  readonly creditor: string;
  readonly profile: string;
  readonly signedAt: IsoInstant;
};
export type ReadPosted =
  | { readonly kind: 'events'; readonly events: readonly PostedEvent[] }
  | { readonly kind: 'refused'; readonly reasons: readonly PostedReason[] }
  | { readonly kind: 'conflict'; readonly reasons: readonly PostedReason[] };

/** `mapping` is the profile of that name, where it is not one of the two above. Throws BadInput for the body as a whole. */
export const readPosted = (posted: Posted, mapping: FileProfile | undefined): ReadPosted =>
  posted.profile === ownEvents ? readEvents(posted) : readDocument(posted, mapping);

const readEvents = ({ body, creditor }: Posted): ReadPosted => {
  const parsed = parseJson(body);
  const entries: readonly unknown[] = Array.isArray(parsed) ? parsed : [parsed];
  if (entries.length === 0) throw new BadInput('no-events', 'the list is empty; send one event or more');
  return gather(
    entries.map((entry, index) => {
      const at = index + 1;
      if (!isObject(entry) || typeof entry['detail-type'] !== 'string' || !isObject(entry.detail))
        return { entry: at, reason: { entry: at, reason: 'is not an event: { "detail-type": "…", "detail": { … } }' } };
      const { creditor: said = creditor, ...detail } = entry.detail;
      if (said !== creditor)
        return {
          entry: at,
          reason: {
            ...{ entry: at, field: 'creditor', reason: `is not ${creditor}, whose address this is` },
            remedy: 'leave it out, or post to the address of the other one',
          },
        };
      return { entry: at, event: { type: entry['detail-type'], detail: { ...detail, creditor } } };
    }),
  );
};

const readDocument = (posted: Posted, mapping: FileProfile | undefined): ReadPosted => {
  const read = readFile(asList(posted.body, mapping), { profile: mapping, isStrict: true });
  if (read.errors.length > 0)
    return {
      kind: 'refused',
      reasons: read.errors.slice(0, mostEvents).map(({ line, field, reason, remedy }) => ({
        ...{ entry: line, field, reason, remedy },
      })),
    };
  if (read.accepted === 0)
    throw new BadInput('no-entries', 'the document holds neither an invoice, nor a payment, nor a debtor');
  return gather(mappedEvents(read, posted));
};

/** One object posted by itself is one entry, whatever lists it holds: its lines are no invoices. */
const asList = (body: Uint8Array, mapping: FileProfile | undefined): Uint8Array => {
  if (
    mapping === undefined ||
    mapping.path !== undefined ||
    !/^\s*\{/.test(Buffer.from(body.subarray(0, 200)).toString())
  )
    return body;
  try {
    JSON.parse(Buffer.from(body).toString('utf8'));
    return Buffer.concat([Buffer.from('['), body, Buffer.from(']')]);
  } catch {
    // One object on each line, or no JSON at all: for the reader to say.
    return body;
  }
};

type Entry = { readonly entry: number } & ({ readonly event: PostedEvent } | { readonly reason: PostedReason });

const gather = (entries: readonly Entry[]): ReadPosted => {
  if (entries.length > mostEvents)
    throw new BadInput(
      'too-many',
      `there are ${entries.length} entries, more than ${mostEvents}; send several requests`,
    );
  const reasons = entries.flatMap((each) => ('reason' in each ? [each.reason] : problemOf(each.entry, each.event)));
  if (reasons.length > 0) return { kind: 'refused', reasons };
  const events = entries.flatMap((each) => ('event' in each ? [{ ...each.event, entry: each.entry }] : []));
  const conflicts = conflictsIn(events);
  if (conflicts.length > 0) return { kind: 'conflict', reasons: conflicts };
  return { kind: 'events', events: events.map(({ type, detail }) => ({ type, detail })) };
};

/** The same check that the stack will make, so that the sender hears of it at once. */
const problemOf = (entry: number, { type, detail }: PostedEvent): readonly PostedReason[] => {
  try {
    readEvent(type, detail);
    return [];
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    return [{ entry, reason: error.message }];
  }
};

/** One id with two contents: the second would be passed over without a word. */
const conflictsIn = (events: readonly (PostedEvent & { readonly entry: number })[]): readonly PostedReason[] => {
  const seen = new Map<unknown, string>();
  return events.flatMap(({ entry, type, detail }) => {
    const said = JSON.stringify([type, detail]);
    const before = seen.get(detail.id) ?? said;
    seen.set(detail.id, before);
    if (before === said) return [];
    return [{ entry, field: 'id', reason: `${String(detail.id)} is the id of another event of this request` }];
  });
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const parseJson = (body: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (cause) {
    throw new BadInput('not-json', 'the body is not JSON in UTF-8; send one event, or a list of events', { cause });
  }
};
