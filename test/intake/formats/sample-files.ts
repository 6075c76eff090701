// The files in samples/formats, and small changes to them.
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { readXml } from '#intake/formats/read-xml.ts';

export const sampleText = (name: string): string => readFileSync(`samples/formats/${name}`, 'utf8');

export type Change = readonly [from: string, to: string];

/** The sample with each text replaced; throws where one is not in it, so that no test passes for want of its change. */
export const changed = (name: string, ...changes: readonly Change[]): string => {
  let text = sampleText(name);
  for (const [from, to] of changes) {
    if (!text.includes(from)) throw new Error(`${name} has no "${from}"`);
    text = text.replaceAll(from, () => to);
  }
  return text;
};

/** The first invoice of a changed sample, of which nothing is wrong. */
export const invoiceIn = (name: string, ...changes: readonly Change[]) => {
  const { invoices, errors } = readXml(changed(name, ...changes));
  expect(errors).toEqual([]);
  return invoices[0];
};

/** What rejects the one document of a changed sample. */
export const errorsIn = (name: string, ...changes: readonly Change[]) => {
  const { rows, accepted, rejected, invoices, payments, errors } = readXml(changed(name, ...changes));
  expect([rows, accepted, rejected, invoices.length, payments.length]).toEqual([1, 0, 1, 0, 0]);
  return errors.map(({ field, reason }) => `${field} ${reason}`);
};
