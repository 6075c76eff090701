// The end of a debtor's register: whoever adds a record moves it on, in the transaction that writes the record. As long as the end is the
// one that was read, nothing has come into the register since: it guards what was concluded from reading it.
import { createHash, randomBytes } from 'node:crypto';
import type { DebtorKey } from '#domain/facts.ts';
import type { End } from '#domain/register/register-record.ts';
import { debtorItem } from './keys.ts';
import { tableName, type Write } from './table.ts';

/** SHA-256 of the exact content, in hexadecimal digits, as the register keeps it. */
export const hashOf = (content: Uint8Array | string): string => createHash('sha256').update(content).digest('hex');

export const newSalt = (): string => randomBytes(16).toString('base64url');

/** For a write of a debtor: it holds while the end of its register is the one that was read. */
export const stillEndsAt = (seen: End | undefined) => ({
  condition: seen ? '#register.#hash = :registerSeen' : 'attribute_not_exists(#register)',
  names: { '#register': 'register', ...(seen ? { '#hash': 'hash' } : {}) },
  values: seen ? { ':registerSeen': seen.hash } : {},
});

export const moveEnd = (key: DebtorKey, seen: End | undefined, next: End): Write => {
  const still = stillEndsAt(seen);
  return {
    Update: {
      TableName: tableName,
      Key: debtorItem(key),
      UpdateExpression: 'SET #register = :register',
      ConditionExpression: `attribute_exists(pk) AND ${still.condition}`,
      ExpressionAttributeNames: still.names,
      ExpressionAttributeValues: { ':register': next, ...still.values },
    },
  };
};
