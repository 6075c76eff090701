// Where a browser for pictures is found.
import { describe, expect, it } from 'vitest';
import { executableOf } from '#cli/chromium.ts';

describe('the package that brings a browser', () => {
  // As @sparticuz/chromium 153 does it: what it exports is a class, so a function, that has a function of its own.
  const packed = Object.assign(() => undefined, { executablePath: async () => '/tmp/browser' });

  it('says where it lies, whether it exports a class or an object', async () => {
    expect(await executableOf({ default: packed })).toBe('/tmp/browser');
    expect(await executableOf({ default: { executablePath: async () => '/tmp/other' } })).toBe('/tmp/other');
  });

  it.each([{}, { default: null }, { default: 'chromium' }, { default: { executablePath: '/tmp' } }])(
    'is refused where it is another one: %j',
    (loaded) => {
      expect(() => executableOf(loaded)).toThrow(/executablePath|expected/);
    },
  );
});
