// Which invoice others mean by names of their own: a payment provider's ids, the UUID by which e-invoices name each other.
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { PartnerLink } from '#intake/partners/stripe.ts';
import { partnerLinkItem } from './keys.ts';
import { documents, getItem, getItems, tableName } from './table.ts';

const linkSchema = z.object({ invoice: z.string(), source: z.string() });

/** To remember the same twice changes nothing. */
export const rememberLink = async (creditor: string, names: readonly string[], link: PartnerLink): Promise<void> => {
  for (const name of names) {
    const Item = { ...partnerLinkItem(creditor, name), ...link };
    await documents.send(new PutCommand({ TableName: tableName, Item }));
  }
};

/** Of those names that are known. */
export const findLinks = async (
  creditor: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, PartnerLink>> => {
  const links = new Map<string, PartnerLink>();
  for (const name of names) {
    const item = await getItem(partnerLinkItem(creditor, name));
    if (item) links.set(name, linkSchema.parse(item));
  }
  return links;
};

/** Of the UUIDs among these names, the numbers of the invoices that were registered with them. */
export const numbersOf = async (creditor: string, names: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const keys = [...new Set(names.filter(isUuid))].map((name) => ({ name, key: partnerLinkItem(creditor, name) }));
  const nameOf = new Map(keys.map(({ name, key }) => [key.pk, name]));
  const found = await getItems(keys.map(({ key }) => key));
  return new Map(found.map((item) => [nameOf.get(String(item.pk)) ?? '', linkSchema.parse(item).invoice]));
};

/** The number of an invoice that may be named by its UUID. */
export const numberOf = async (creditor: string, name: string): Promise<string> =>
  (await numbersOf(creditor, [name])).get(name) ?? name;

const isUuid = (name: string): boolean => /^[\dA-F]{8}(-[\dA-F]{4}){3}-[\dA-F]{12}$/.test(name);

/** Once remembered, it stays: documents that name the invoice may come years later. */
export const rememberUuid = async (creditor: string, uuid: string, link: PartnerLink): Promise<void> => {
  if ((await getItem(partnerLinkItem(creditor, uuid)))?.invoice !== link.invoice)
    await rememberLink(creditor, [uuid], link);
};
