// The thread of an account: by which address it answers, and by which link it wants no more mails. Both are made of one code of the
// account under a key that never leaves KMS, so nobody can guess either, and no secret lies anywhere.
import { createHash, timingSafeEqual } from 'node:crypto';
import { GenerateMacCommand, KMSClient } from '@aws-sdk/client-kms';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { BrokenInvariant } from '#domain/errors.ts';
import type { DebtorKey } from '#domain/facts.ts';
import { accountTag, readAccountTag } from './account-tag.ts';
import { env, readEnvironment } from './environment.ts';
import { threadItem } from './keys.ts';
import { documents, getItem, tableName } from './table.ts';

export type Thread = {
  /** Part of the address for answers: 24 small letters and digits. */
  readonly token: string;
  /** Proves that a link to stop came from a mail of ours: 22 letters and digits. */
  readonly proof: string;
};

const keys = new KMSClient({});

/** The same account always has the same thread. */
export const threadOf = async (key: DebtorKey): Promise<Thread> => {
  const { Mac } = await keys.send(
    new GenerateMacCommand({
      KeyId: readEnvironment(env.threadKey),
      MacAlgorithm: 'HMAC_SHA_256',
      Message: Buffer.from(`thread\n${key.creditor}\n${key.debtor}`),
    }),
  );
  if (Mac?.length !== 32) throw new BrokenInvariant('KMS answered no code of 32 bytes');
  return { token: base32(Mac.subarray(0, 15)), proof: Buffer.from(Mac.subarray(16)).toString('base64url') };
};

/** As the local part of an address takes it, whatever a mail program does to capitals. */
const base32 = (bytes: Uint8Array): string => {
  const letters = 'abcdefghijklmnopqrstuvwxyz234567';
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((five) => letters[Number.parseInt(five, 2)]).join('');
};

/** Of whoever answers by a phone, which is in no key as it is; on WhatsApp the number that was answered is part of it. */
export const threadOfPhone = (correspondence: string): string =>
  createHash('sha256').update(correspondence).digest('base64url').slice(0, 22);

/** Whether a link to stop is of this thread. */
export const isProof = (given: string, { proof }: Thread): boolean => {
  const [one, other] = [Buffer.from(given), Buffer.from(proof)];
  return one.length === other.length && timingSafeEqual(one, other);
};

const threadSchema = z.object({ account: z.string(), accounts: z.set(z.string()) });

export type Threaded = {
  /** Whom it is an answer of: the account that was written to last. */
  readonly last: DebtorKey;
  /** All that were ever written to by it: several may share a phone. */
  readonly all: readonly DebtorKey[];
};

/** Whose answers come by a token or a phone; undefined where nobody was written to by it. */
export const findThread = async (name: string): Promise<Threaded | undefined> => {
  const item = await getItem(threadItem(name));
  if (!item) return undefined;
  const { account, accounts } = threadSchema.parse(item);
  return { last: readAccountTag(account), all: [...accounts].sort().map(readAccountTag) };
};

/** Remembers whose answers come by a token or a phone, before the first message that they answer. */
export const rememberThread = async (name: string, key: DebtorKey): Promise<void> => {
  const account = accountTag(key);
  const known = await getItem(threadItem(name));
  if (known !== undefined && threadSchema.parse(known).account === account) return;
  await documents.send(
    new UpdateCommand({
      TableName: tableName,
      Key: threadItem(name),
      UpdateExpression: 'SET account = :account ADD accounts :accounts',
      ExpressionAttributeValues: { ':account': account, ':accounts': new Set([account]) },
    }),
  );
};
