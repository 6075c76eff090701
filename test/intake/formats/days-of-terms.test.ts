// Terms of payment in four languages: days where the words leave no doubt, else a reason.
import { expect, it } from 'vitest';
import { daysOfTerms } from '#intake/formats/days-of-terms.ts';

it.each([
  ['30 days', 30],
  ['Net 30', 30],
  ['NET30', 30],
  ['Net 30.', 30],
  ['net: 45', 45],
  ['Payment within 14 days of the invoice date', 14],
  ['1 day', 1],
  ['30 días', 30],
  ['30 DÍAS FECHA FACTURA', 30],
  ['Crédito a 30 dias', 30],
  ['Crédito 60 (sesenta) días', 60],
  ['Pago a 90 días', 90],
  ['Pagamento em 30 dias', 30],
  ['Zahlbar innerhalb von 14 Tagen', 14],
  ['30 Tage netto', 30],
  ['30 jours', 30],
  ['30 giorni', 30],
  ['0 days', 0],
  ['365 days', 365],
  ['Contado', 0],
  ['Pago de contado', 0],
  ['À vista', 0],
  ['Sofort fällig', 0],
  ['Payable immediately', 0],
  ['2% 10, net 30', 30],
  ['2/10 net 30', 30],
  ['2 % Skonto bei 10 Tagen, 30 Tage netto', 30],
  ['#SKONTO#TAGE=14#PROZENT=2.00#\nZahlbar in 30 Tagen', 30],
])('%j gives %s', (terms, days) => {
  expect(daysOfTerms(terms)).toEqual({ value: days });
});

it.each([
  ['', 'state no number of days'],
  ['as agreed', 'state no number of days'],
  ['Crédito', 'state no number of days'],
  ['30/60/90 días', 'state no number of days'],
  ['30-60 days', 'state no number of days'],
  ['1.5 days', 'state no number of days'],
  ['30 y 60 días', 'name more than one number'],
  ['30 days, 60 days', 'name more than one number'],
  ['30 days, IBAN ES00 0000', 'name more than one number'],
  ['2 % Skonto bei 10 Tagen, sonst 30 Tage', 'name more than one number'],
  ['net 30%', 'state no number of days'],
  ['net 30/60', 'state no number of days'],
  ['net 30, then 60', 'name more than one number'],
  ['net 30, net 60', 'name more than one number'],
  ['30 days end of month', 'count from another day than the day of issue'],
  ['30 days EOM', 'count from another day than the day of issue'],
  ['30 días fin de mes', 'count from another day than the day of issue'],
  ['30 jours fin de mois', 'count from another day than the day of issue'],
  ['30 dias fora o mês, fim do mês', 'count from another day than the day of issue'],
  ['30 days from receipt', 'count from another day than the day of issue'],
  ['30 días tras la recepción', 'count from another day than the day of issue'],
  ['14 Tage nach Erhalt', 'count from another day than the day of issue'],
  ['10 working days', 'count from another day than the day of issue'],
  ['10 días hábiles', 'count from another day than the day of issue'],
  ['10 dias úteis', 'count from another day than the day of issue'],
  ['8 días contado', 'say at once, and a number too'],
  ['366 days', 'give 366 days'],
  ['#SKONTO#TAGE=14#PROZENT=2.00#\n', 'state no number of days'],
  [`30 days ${'.'.repeat(1000)}`, 'are too long to be sure of'],
])('%j is refused', (terms, reason) => {
  expect(daysOfTerms(terms)).toEqual({
    reason: `the terms of payment ${reason}`,
    remedy: 'state the due date, or plain terms such as "30 days"',
  });
});
