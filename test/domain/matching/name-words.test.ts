// Names without what does not tell them apart, and how like two of them are.
import { describe, expect, it } from 'vitest';
import { isSaidIn, likenessOf } from '#domain/matching/name-likeness.ts';
import { nameWords } from '#domain/matching/name-words.ts';

describe('the words of a name', () => {
  it.each([
    ['Taller Mecánico Rojas, S.A.S.', 'MECANICO ROJAS TALLER'],
    ['TALLER MECANICO ROJAS S A S', 'MECANICO ROJAS TALLER'],
    ['Taller Mecánico Rojas S. A. S', 'MECANICO ROJAS TALLER'],
    ['Aceites del Sur, S.A. de C.V.', 'ACEITES SUR'],
    ['Grupo A S.L.', 'A GRUPO'],
    ['Grupo A S L', 'A GRUPO'],
    ['J. L. García Peña', 'GARCIA JL PENA'],
    ['Bäckerei Müller GmbH & Co. KG', 'BACKEREI MULLER'],
    ['BAECKEREI MUELLER', 'BACKEREI MULLER'],
    ["O'Brien Ltd", 'OBRIEN'],
    ['Łódź Søren Straße', 'LODZ SOREN STRASSE'],
    ['Sr. Juan de la Vega', 'JUAN VEGA'],
    ['Juan García García', 'GARCIA GARCIA 2 JUAN'],
    ['S.A.', ''],
    ['', ''],
  ])('%s: %s', (name, expected) => {
    expect([...nameWords(name)].join(' ')).toBe(expected);
  });
});

describe('a payer and a name', () => {
  it.each([
    ['FERNANDEZ ORTEGA LUCIA', 'Lucía Fernández Ortega', 'name-equal'],
    ['ZABALETA', 'Zabaleta S.L.', 'name-equal'],
    ['GARCIA JUAN GARCIA', 'Juan García García', 'name-equal'],
    ['JUAN GARCIA', 'Juan García García', 'name-within'],
    ['LUCIA FERNANDEZ', 'Lucía Fernández Ortega', 'name-within'],
    ['LUCIA FERNANDEZ ORTEGA CALLE MAYOR 5', 'Lucía Fernández Ortega', 'name-within'],
    ['LUCIA FERNANDES ORTEGA', 'Lucía Fernández Ortega', 'name-within'],
    ['LUCIA FERNANDEZ ORTE', 'Lucía Fernández Ortega', 'name-within'],
    ['L FERNANDEZ ORTEGA', 'Lucía Fernández Ortega', 'name-within'],
    ['LUICA FERNANDEZ ORTEGA', 'Lucía Fernández Ortega', 'name-within'],
    ['LUCA FERNANDEZ ORTEGA', 'Lucía Fernández Ortega', undefined],
    ['LUCIA FERNANDEZ MORA ORTEGA', 'Lucía Fernández Ortega', 'name-within'],
    ['LUCIA FERNANDEZ MORA', 'Lucía Fernández Ortega', undefined],
    ['TALLER ROJAS HERMANOS SUR', 'Taller Rojas Hermanos Norte', 'name-alike'],
    ['L FERNANDEZ', 'Lucía Fernández Ortega', 'name-alike'],
    ['CLINICA DENTAL LOPEZ', 'Clínica Dental García', undefined],
    ['FERNANDEZ', 'Lucía Fernández Ortega', undefined],
    ['LUZIA FERNANDES ORTEJA', 'Lucía Fernández Ortega', undefined],
    ['ALMACEN 24', 'Almacén 25', undefined],
    ['', 'Rojas', undefined],
    ['ROJAS', '', undefined],
  ])('%s and %s: %s', (payer, name, expected) => {
    expect(likenessOf(nameWords(payer), nameWords(name))).toBe(expected);
  });

  it.each([
    ['PAGO DE LUCIA FERNANDEZ FACT 9', 'Fernández Lucía', true],
    ['PAGO DE LUCIA FACT 9', 'Fernández Lucía', false],
    ['PAGO DE ZABALETA', 'Zabaleta', false],
  ])('%s says %s: %s', (text, name, expected) => {
    expect(isSaidIn(nameWords(text), nameWords(name))).toBe(expected);
  });
});
