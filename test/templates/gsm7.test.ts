// Segments of an SMS are counted as phones and bills count them.
import { expect, it } from 'vitest';
import { segmentsOf, toGsm7 } from '#templates/gsm7.ts';

it.each([
  ['', 'gsm7', 0, 1],
  ['a'.repeat(160), 'gsm7', 160, 1],
  ['a'.repeat(161), 'gsm7', 161, 2],
  ['a'.repeat(306), 'gsm7', 306, 2],
  ['a'.repeat(307), 'gsm7', 307, 3],
  [`${'a'.repeat(158)}€`, 'gsm7', 160, 1],
  [`${'a'.repeat(159)}€`, 'gsm7', 161, 2],
  // The pair of septets of € does not fit the first segment's last place, so 306 septets take three segments.
  [`${'a'.repeat(152)}€${'a'.repeat(152)}`, 'gsm7', 306, 3],
  ['á'.repeat(70), 'ucs2', 70, 1],
  ['á'.repeat(71), 'ucs2', 71, 2],
  ['á'.repeat(134), 'ucs2', 134, 2],
  ['á'.repeat(135), 'ucs2', 135, 3],
  ['😀'.repeat(35), 'ucs2', 70, 1],
  ['😀'.repeat(67), 'ucs2', 134, 3],
] as const)('counts %j', (text, alphabet, units, segments) => {
  expect(segmentsOf(text)).toEqual({ alphabet, units, segments });
});

it.each([
  ['María Muñoz, ¿pagó 120,50\u00a0€?', 'Maria Muñoz, ¿pago 120,50 €?'],
  ['João à Conceição', 'Joao à Conceiçao'.replace('ç', 'c')],
  ['“plazo” – año…', '"plazo" - año...'],
  ['e\u0301 José', 'é José'],
  ['Łukasz Œuvre', 'Lukasz OEuvre'],
  ['山田', '山田'],
])('writes %j in the letters that the alphabet has', (text, expected) => {
  expect(toGsm7(text)).toBe(expected);
});
