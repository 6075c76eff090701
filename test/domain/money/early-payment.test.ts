// A percentage that may be deducted: more than nothing, less than all, as plain decimal text.
import { expect, it } from 'vitest';
import { discountPattern } from '#domain/money/early-payment.ts';

it.each(['2', '02', '10', '99', '99.9999', '0.5', '0.0001', '2.5', '2.25', '00.1', '10.0', '0.10', '1.0000'])(
  '%s percent is one',
  (text) => {
    expect(discountPattern.test(text)).toBe(true);
  },
);

it.each([
  '0',
  '00',
  '0.0',
  '0.0000',
  '00.00',
  '100',
  '2.',
  '.5',
  '2.12345',
  '-2',
  '2,5',
  '2 ',
  ' 2',
  '2%',
  'x2',
  '2x',
  '',
])('"%s" is none', (text) => {
  expect(discountPattern.test(text)).toBe(false);
});
