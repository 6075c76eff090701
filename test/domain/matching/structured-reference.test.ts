// Check digits of structured references: the right ones, and one off.
import { describe, expect, it } from 'vitest';
import { isMod97, isNordic, isStructured, referenceKey } from '#domain/matching/structured-reference.ts';

describe('a structured reference', () => {
  it.each([
    ['RF81 4711 0008 15', true],
    ['rf814711000815', true],
    ['RF45AB12', true],
    ['RF82 4711 0008 15', false],
    ['RF81', false],
    ['RF814711000815000000000000000', false],
    ['+++471/1000/81569+++', true],
    ['***471/1000/81569***', true],
    ['471100081569', true],
    ['471100081568', false],
    ['+++099/9600/03597+++', true],
    ['+++099/9600/03500+++', false],
    ['000000000097', false],
    ['00 00000 04711 00081 50026 00015', true],
    ['00 00000 04711 00081 50026 00016', false],
    ['000000000000000000000000000', false],
    ['F-1001', false],
    ['', false],
  ])('%s: %s', (text, expected) => {
    expect(isStructured(text)).toBe(expected);
  });

  it.each([
    ['47110812', true, 'mod 10'],
    ['47110815', true, 'mod 11'],
    ['47110814', true, 'Finnish'],
    ['4711 0812', true, 'in groups'],
    ['47110813', false, 'none of these'],
    ['1230', false, 'four digits'],
    ['F47110812', false, 'a letter'],
  ])('%s as a Nordic one: %s, %s', (text, expected) => {
    expect(isNordic(text)).toBe(expected);
  });

  it.each([
    ['+++090/1234/56789+++', '90123456789'],
    ['rf81 4711 0008 15', 'RF814711000815'],
    ['0000', '0'],
    ['RF00', 'RF00'],
  ])('%s is compared as %s', (text, expected) => {
    expect(referenceKey(text)).toBe(expected);
  });

  it.each([
    ['ES6499990001004711000815', true],
    ['ES6499990001004711000816', false],
    ['GB91EXAM99990047110008', true],
    ['GB91', false],
    ['ES64-9999', false],
  ])('%s has the check digits of an account: %s', (text, expected) => {
    expect(isMod97(text)).toBe(expected);
  });
});
