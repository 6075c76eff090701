// The account of a debtor as a message carries it, so that what a provider tells of the message finds its contact.
import type { DebtorKey } from '#domain/facts.ts';

/**
 * Names the debtor's account in provider events, in the characters that SES allows in a tag, and in no more than the 256 of them
 * that it takes: every letter that an id may have is one byte in latin1.
 */
export const accountTag = ({ creditor, debtor }: DebtorKey): string =>
  Buffer.from(`${creditor}\n${debtor}`, 'latin1').toString('base64url');

export const readAccountTag = (tag: string): DebtorKey => {
  const [creditor = '', debtor = ''] = Buffer.from(tag, 'base64url').toString('latin1').split('\n');
  return { creditor, debtor };
};
