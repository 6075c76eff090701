// Which law a creditor keeps on a day when it contacts its own debtors.
import { describe, expect, it } from 'vitest';
import { creditorPack } from '#domain/decisions/creditor-pack.ts';
import { noLaw } from '#domain/law.ts';
import { aLaw, aPack } from './builders.ts';

describe('the law that binds a creditor', () => {
  it('is none where none is known', () => {
    expect(creditorPack(noLaw, '2026-03-02')).toBe(undefined);
  });

  it('is none where it binds agencies only', () => {
    expect(creditorPack(aLaw([aPack({ binds: ['agency'] })]), '2026-03-02')).toBe(undefined);
  });

  it('is the pack that binds it, among others', () => {
    const pack = aPack({ binds: ['agency', 'creditor'] });
    expect(creditorPack(aLaw([pack]), '2026-03-02')).toBe(pack);
  });

  it.each([
    ['2026-02-28', undefined],
    ['2026-03-01', 'new'],
    ['2026-03-31', 'new'],
    ['2026-04-01', undefined],
  ])('is in force from its first day to its last: on %s it is %s', (date, id) => {
    const pack = aPack({ id: 'new', validFrom: '2026-03-01', validTo: '2026-03-31' });
    expect(creditorPack(aLaw([pack]), date)?.id).toBe(id);
  });
});
