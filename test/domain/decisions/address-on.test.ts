// Where a channel reaches a debtor.
import { expect, it } from 'vitest';
import { addressOn, hasAddress } from '#domain/decisions/address-on.ts';

const debtor = {
  email: 'ana@example.com',
  phone: '+34600000000',
  postalAddress: { lines: ['Calle Mayor 1', '3º B'], postalCode: '28013', city: 'Madrid', country: 'ES' },
};

it.each([
  ['email', 'ana@example.com'],
  ['sms', '+34600000000'],
  ['whatsapp', '+34600000000'],
  ['voice', '+34600000000'],
  ['call', '+34600000000'],
  ['visit', undefined],
  ['letter', 'Calle Mayor 1, 3º B, 28013 Madrid, ES'],
] as const)('%s reaches a debtor at %s', (channel, address) => {
  expect(addressOn(debtor, channel)).toBe(address);
  expect(addressOn({}, channel)).toBe(undefined);
});

it.each([
  ['email', false],
  ['sms', false],
  ['whatsapp', false],
  ['voice', false],
  ['call', false],
  ['visit', true],
  ['letter', false],
] as const)('%s reaches one of whom nothing is known here: %s', (channel, reaches) => {
  expect(hasAddress({}, channel)).toBe(reaches);
  expect(hasAddress(debtor, channel)).toBe(true);
});
