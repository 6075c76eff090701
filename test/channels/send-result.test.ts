// What a failed call tells: refused only when the provider cannot have taken the message.
import { expect, it } from 'vitest';
import { resultOf } from '#channels/send-result.ts';

const failure = (name: string, more: object = {}): Error => Object.assign(new Error('no'), { name, ...more });
const read = (error: unknown) => resultOf(error, (code) => code === 'Dead');

it.each([
  [failure('TimeoutError'), { kind: 'unknown', code: 'TimeoutError' }],
  [failure('TimeoutError', { code: 'ECONNRESET' }), { kind: 'unknown', code: 'ECONNRESET' }],
  [failure('Error', { code: 'EPIPE' }), { kind: 'unknown', code: 'EPIPE' }],
  [failure('Any', { $metadata: { httpStatusCode: 500 } }), { kind: 'unknown', code: 'Any' }],
  [failure('Any', { $metadata: { httpStatusCode: 408 } }), { kind: 'unknown', code: 'Any' }],
  [failure('Any', { $metadata: { httpStatusCode: 400 } }), { kind: 'refused', code: 'Any', permanent: false }],
  [failure('Any', { $metadata: { httpStatusCode: 499 } }), { kind: 'refused', code: 'Any', permanent: false }],
  [failure('Dead', { $metadata: { httpStatusCode: 400 } }), { kind: 'refused', code: 'Dead', permanent: true }],
  [failure('CredentialsProviderError'), { kind: 'refused', code: 'CredentialsProviderError', permanent: false }],
  [failure('Error', { code: 'ENOTFOUND' }), { kind: 'refused', code: 'ENOTFOUND', permanent: false }],
])('reads %s', (error, expected) => {
  expect(read(error)).toEqual(expected);
});

it('throws what is a fault of ours', () => {
  expect(() => read(new TypeError('no such function'))).toThrow(TypeError);
  expect(() => read('text')).toThrow('text');
});
