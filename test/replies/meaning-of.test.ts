import { describe, expect, it, test } from 'vitest';
import { dateInText } from '#replies/date-in-text.ts';
import { meaningOf } from '#replies/meaning-of.ts';
import { newText } from '#replies/new-text.ts';
import { plain, wordLists } from '#replies/word-lists.ts';

// A Wednesday.
const today = '2026-03-04';
type Language = 'es' | 'en' | 'pt';
const said = (language: Language, text: string) =>
  meaningOf(text, { today, language }).map(({ meaning, date }) =>
    date === undefined ? meaning : `${meaning} ${date}`,
  );

describe('what an answer may mean', () => {
  test.each<[Language, string, readonly string[]]>([
    ['es', 'Buenos días, ya pagué la factura ayer por transferencia. Saludos', ['has-paid']],
    ['es', 'Todavía no he pagado, pagaré el viernes', ['will-pay 2026-03-06']],
    ['es', 'Ya cancelé la deuda', ['has-paid']],
    ['es', 'Voy a cancelar el 20/03', ['will-pay 2026-03-20']],
    ['es', 'Cancelar mañana', []],
    ['es', 'No puedo pagar ahora, me quedé sin trabajo. ¿Podría pagar en cuotas?', ['cannot-pay']],
    ['es', 'No estoy de acuerdo con el importe', ['disputes']],
    ['es', 'La factura F-10 es incorrecta', ['disputes']],
    ['es', 'BAJA', ['stop']],
    ['es', 'Baja por favor, gracias', ['stop']],
    ['es', 'La baja del servicio se hizo en enero, nada más', []],
    ['es', 'Por favor no me escriban más', ['stop']],
    ['es', 'No soy la persona que buscan, número equivocado', ['wrong-person']],
    ['es', 'No soy capaz de pagar hoy', []],
    ['es', 'Gracias por avisar', []],
    ['en', "I'll pay on the 15th", ['will-pay 2026-03-15']],
    ['en', 'We have not paid because the goods arrived damaged', ['disputes']],
    ['en', 'I already paid this', ['has-paid']],
    ['en', 'I have not paid yet', []],
    ['en', "We can't pay this month, could we have a payment plan?", ['cannot-pay']],
    ['en', 'STOP', ['stop']],
    ['en', 'Stop please', ['stop']],
    ['en', 'Please stop by our office', []],
    ['en', 'Please stop emailing me', ['stop']],
    ['en', 'You have the wrong person', ['wrong-person']],
    ['pt', 'Vou pagar no dia 15 de março', ['will-pay 2026-03-15']],
    ['pt', 'Segue o comprovante', ['has-paid']],
    ['pt', 'Não paguei ainda', []],
    ['pt', 'Não consigo pagar, estou desempregada', ['cannot-pay']],
    ['pt', 'SAIR', ['stop']],
    ['pt', 'É engano, não conheço', ['wrong-person']],
  ])('%s: %s', (language, text, expected) => expect(said(language, text)).toEqual(expected));

  it('is read in another language than the debtor is written to in', () =>
    expect(said('es', 'We have made the payment this morning')).toEqual(['has-paid']));

  it('may be several things, what is done at once first', () =>
    expect(said('en', 'I already paid. Stop emailing me!')).toEqual(['stop', 'has-paid']));

  it('names the words that say so', () =>
    expect(meaningOf('Ya PAGUÉ ayer', { today, language: 'es' })).toEqual([
      { meaning: 'has-paid', because: 'ya pague' },
    ]));
});

describe('the day that is named', () => {
  const day = (language: Language, text: string, isMonthFirst = false) =>
    dateInText(plain(text), today, wordLists[language].dates, isMonthFirst);

  test.each<[Language, string, string | undefined]>([
    ['es', 'hoy mismo', '2026-03-04'],
    ['es', 'mañana', '2026-03-05'],
    ['es', 'pasado mañana', '2026-03-06'],
    ['es', 'el miércoles', '2026-03-11'],
    ['es', 'el jueves', '2026-03-05'],
    ['es', 'el 15 de marzo de 2026', '2026-03-15'],
    ['es', 'el 3 de marzo', '2027-03-03'],
    ['es', 'el 4 de marzo', '2026-03-04'],
    ['es', 'el día 31', '2026-03-31'],
    ['es', 'el día 3', '2026-04-03'],
    ['es', 'en 10 días', '2026-03-14'],
    ['es', 'dentro de dos semanas', '2026-03-18'],
    ['es', 'a fin de mes', '2026-03-31'],
    ['es', '20/03', '2026-03-20'],
    ['es', '20/03/26', '2026-03-20'],
    ['es', '2026-03-20', '2026-03-20'],
    ['es', '31/02', undefined],
    ['es', '03/03/2026', undefined],
    ['es', '15 de marzo de 2031', undefined],
    ['es', 'mi factura 2026/15 de 300.50', undefined],
    ['en', 'March 15', '2026-03-15'],
    ['en', '15th of March 2026', '2026-03-15'],
    ['en', 'the day after tomorrow', '2026-03-06'],
    ['en', 'end of the month', '2026-03-31'],
    ['en', 'in a week', '2026-03-11'],
    ['pt', 'na sexta-feira', '2026-03-06'],
    ['pt', 'depois de amanhã', '2026-03-06'],
    ['pt', 'daqui a 3 dias', '2026-03-07'],
    ['pt', 'no dia 10', '2026-03-10'],
  ])('%s: %s is %s', (language, text, expected) => expect(day(language, text)).toBe(expected));

  it('is day before month, but where it is known to be the other way', () => {
    expect(day('en', 'on 05/04')).toBe('2026-04-05');
    expect(day('en', 'on 05/04', true)).toBe('2026-05-04');
  });
});

describe('what somebody wrote', () => {
  test.each([
    ['Ya pagué.\n\nEl mié, 4 mar 2026 a las 10:00, Acme (<a@acme.example>)\nescribió:\n> Estimada', 'Ya pagué.'],
    ['I paid\nOn Wed, Mar 4, 2026 at 10:00 AM Acme <a@acme.example> wrote:\n\nDear', 'I paid'],
    ['Paguei\r\nEm qua., 4 de mar. de 2026 às 10:00, Acme escreveu:\r\n> Olá', 'Paguei'],
    ['Pago\n\n-----Mensaje original-----\nDe: Acme', 'Pago'],
    ['Ok\n________________________________\nDe: Acme', 'Ok'],
    ['Gracias\n-- \nLucía\nTel. 600', 'Gracias'],
    ['> Do you agree?\nYes\n> When?\nOn Friday', 'Yes\nOn Friday'],
    ['De acuerdo: pagaré el viernes.\nEl banco: lo aprobó', 'De acuerdo: pagaré el viernes.\nEl banco: lo aprobó'],
    ['', ''],
  ])('%j is %j', (text, own) => expect(newText(text)).toBe(own));
});
