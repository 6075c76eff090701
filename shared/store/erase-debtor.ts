// Removes what is known of a person from all that a debtor left behind: texts in S3, addresses in the register, notes, names in events,
// scripts of tasks, dossiers. Item by item, and only what was there when it was asked for; it may be broken off and repeated anywhere.
import type { DebtorKey, InvoiceKey } from '#domain/facts.ts';
import { eraseItem, type Kept } from '#domain/register/register-record.ts';
import { scrubItem } from '#domain/register/scrub.ts';
import { registeredTypes } from '#domain/register/verify-register.ts';
import { inParallel } from './in-parallel.ts';
import { invoicesOfDebtor } from './invoices-of-debtor.ts';
import { debtorEventItem, debtorPk, invoicePk } from './keys.ts';
import { objectsOfLetter } from './letters.ts';
import { eraseObject } from './objects.ts';
import { hashOf } from './register.ts';
import { getItem, type Item, queryPrefix } from './table.ts';
import { putIf } from './update-if.ts';

/** `more`: this is to be done again, for there was more than fits in one go. */
export const eraseDebtor = async (key: DebtorKey, event: string, most = 200): Promise<'done' | 'more'> => {
  const request = await getItem(debtorEventItem(key, event));
  if (!request) return 'done';
  const left = await leftToErase(key, request);
  await inParallel(left.slice(0, most), erase, 8);
  return left.length > most ? 'more' : 'done';
};

/** What of a debtor an erasure that is recorded has not reached yet. */
export const leftToErase = async (key: DebtorKey, request: Item): Promise<readonly Item[]> => {
  const isBefore = (item: Item): boolean =>
    typeof item.sequence === 'number' && typeof request.sequence === 'number'
      ? item.sequence < request.sequence
      : timeOf(item) <= String(request.at);
  return (await itemsOf(key)).filter((item) => item.event !== request.event && isBefore(item) && isLeft(item));
};

const timeOf = ({ claimedAt, openedAt, recordedAt, placedAt, receivedAt, at }: Item): string =>
  String(claimedAt ?? openedAt ?? recordedAt ?? placedAt ?? receivedAt ?? at);

/** Everything beside the debtor itself that may tell of a person. */
export const itemsOf = async (key: DebtorKey): Promise<readonly Item[]> => {
  const [invoices, ...own] = await Promise.all([
    invoicesOfDebtor(key),
    ...['CONTACT#', 'EVENT#', 'WAITING#', 'TASK#', 'REPLY#'].map((prefix) => queryPrefix(debtorPk(key), prefix)),
  ]);
  return [...own.flat(), ...(await inParallel(invoices, itemsOfInvoice, 8)).flat()];
};

const itemsOfInvoice = async (key: InvoiceKey): Promise<readonly Item[]> =>
  (
    await Promise.all(
      ['EVENT#', 'WAITING#', 'LEDGER#', 'PLACEMENT#'].map((prefix) => queryPrefix(invoicePk(key), prefix)),
    )
  ).flat();

export const isLeft = ({ sealed, isErased }: Item): boolean => sealed === undefined && isErased === undefined;

/** The text before the item: it alone knows where that is. */
const erase = async (item: Item): Promise<void> => {
  for (const object of objectsOf(item)) await eraseObject(object);
  await putIf({
    Item: { ...(isOfRegister(item) ? eraseItem(item, hashOf) : scrubItem(item)) },
    // Written whole, it must be as it was read.
    ConditionExpression:
      'attribute_exists(pk) AND attribute_not_exists(sealed) AND attribute_not_exists(isErased) AND (attribute_not_exists(#status) OR #status = :status)',
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: { ':status': item.status ?? '' },
  });
};

const objectsOf = ({ content, dossier, channel, contact, creditor, claimedAt }: Item): readonly string[] => [
  ...[content, dossier].filter((each) => typeof each === 'string'),
  ...(channel === 'letter' &&
  typeof contact === 'string' &&
  typeof creditor === 'string' &&
  typeof claimedAt === 'string'
    ? objectsOfLetter({ contact, creditor, claimedAt, ...(typeof content === 'string' ? { content } : {}) })
    : []),
];

const isOfRegister = (item: Kept): boolean =>
  String(item.sk).startsWith('CONTACT#') ||
  (item.sequence !== undefined && (String(item.sk).startsWith('REPLY#') || registeredTypes.has(item.type)));
