// Which invoice a payment provider means by names of its own: an id of its invoice, of a charge, of a payment.
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { PartnerLink } from '#intake/partners/stripe.ts';
import { partnerLinkItem } from './keys.ts';
import { documents, getItem, tableName } from './table.ts';

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
