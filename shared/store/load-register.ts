// Reads the contact register of a debtor as it lies in the table, every attribute of it, and checks it together with its texts in S3.
import * as z from 'zod';
import type { DebtorKey } from '#domain/facts.ts';
import type { End, RegisterRecord } from '#domain/register/register-record.ts';
import {
  type Finding,
  found,
  type KeptRegister,
  type Verified,
  verifyRegister,
} from '#domain/register/verify-register.ts';
import { inParallel } from './in-parallel.ts';
import { debtorItem, debtorPk } from './keys.ts';
import { findBytes } from './objects.ts';
import { hashOf } from './register.ts';
import { getItem, queryPrefix } from './table.ts';

export const loadRegister = async (key: DebtorKey): Promise<KeptRegister> => {
  const owner = await getItem(debtorItem(key));
  const [contacts = [], events = [], replies = []] = await Promise.all(
    ['CONTACT#', 'EVENT#', 'REPLY#'].map((prefix) => queryPrefix(debtorPk(key), prefix)),
  );
  return { ...key, contacts, events, replies, end: endIn(owner?.register) };
};

/** Undefined for one that is not as it is written here: the register is then without its end. */
const endIn = (register: unknown): End | undefined => endSchema.safeParse(register).data;
const endSchema = z.object({ sequence: z.int(), hash: z.string() });

/** With the texts. A record that is written meanwhile looks like a difference: what is found again the second time stands. */
export const auditRegister = async (key: DebtorKey): Promise<AuditedRegister> => {
  const first = await auditOnce(key);
  return first.findings.length === 0 ? first : auditOnce(key);
};

export type AuditedRegister = Verified & { readonly kept: KeptRegister };

const auditOnce = async (key: DebtorKey): Promise<AuditedRegister> => {
  const kept = await loadRegister(key);
  const { records, findings, before } = verifyRegister(kept, hashOf);
  const ofTexts = await inParallel(records, checkText, 8);
  return { kept, records, before, findings: [...findings, ...ofTexts.flat()] };
};

const checkText = async (record: RegisterRecord): Promise<readonly Finding[]> => {
  const { content, contentHash } = record.personal;
  if (content === undefined) return [];
  const bytes = await findBytes(content);
  if (!bytes) return [found('text-missing', record, `was kept as ${content}, which is not there`)];
  return hashOf(bytes) === contentHash ? [] : [found('text-changed', record, `was not what ${content} has now`)];
};
