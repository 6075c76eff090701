// Payments as banks show them, over the invoices of a portfolio, each with what it was truly for.
import type { IncomingPayment, OpenInvoice } from '#domain/matching/match.ts';

export type Quirky = {
  readonly way: string;
  readonly payment: IncomingPayment;
  /** Undefined where nobody of the portfolio paid. */
  readonly truth?: { readonly debtor: string; readonly invoices: readonly string[] };
};

/** The same numbers for the same seed, from 0 up to a bound. */
export const dice = (seed: number) => {
  let state = seed;
  return (bound: number): number => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return Math.floor((state / 4_294_967_296) * bound);
  };
};
type Dice = ReturnType<typeof dice>;
const oneOf = <Item>(roll: Dice, items: readonly Item[]): Item => {
  const item = items[roll(items.length)];
  if (item === undefined) throw new Error('nothing to choose from');
  return item;
};

const firstNames = ['Lucía', 'Mateo', 'Inés', 'João', 'Carla', 'Tomás', 'Núria', 'Bruno', 'Elena', 'Saúl'];
const familyNames = ['Fernández', 'Ortega', 'Rojas', 'Peña', 'Sousa', 'Núñez', 'Vidal', 'Castaño', 'Müller', 'Ibáñez'];
const trades = ['Taller', 'Clínica Dental', 'Panadería', 'Transportes', 'Ferretería', 'Estudio', 'Comercial'];
const forms = [' S.L.', ', S.A.', ' SAS', ' Ltda.', ' GmbH', ' Ltd'];

/** Names that share words with each other; every twelfth is also somebody else's. */
export const madeUpName = (place: number): string => {
  const roll = dice(place % 12 === 11 ? place - 1 : place);
  roll(1);
  const [one, other] = [oneOf(roll, familyNames), oneOf(roll, familyNames)];
  return place % 12 < 6
    ? `${oneOf(roll, firstNames)} ${one} ${other}`
    : `${oneOf(roll, trades)} ${one}${roll(2) === 0 ? '' : ` ${other}`}${oneOf(roll, forms)}`;
};

const numberAsWritten = (roll: Dice, number: string): string =>
  oneOf(roll, [
    number,
    number.toLowerCase(),
    number.replace(/[-/]/g, ' '),
    number.replace(/[-/]/g, ''),
    number.replace('-', '/'),
    number.replace(/^0+/, ''),
    number.replace(/(?<=[-/])0*/g, ''),
  ]);
const chatter = [
  'PAGO',
  'TRANSFERENCIA',
  'GRACIAS',
  '12/01/2026',
  '2026',
  'TEL 600 000 147',
  'ENERO',
  'CUENTA 4711',
  'EUR 12,50',
];

const referenceOf = (roll: Dice, numbers: readonly string[]): string => {
  const lead = oneOf(roll, ['', 'FACT ', 'Fra.', 'INV ', 'Nº', 'FACTURA: ', 'PAGO FACTURAS ']);
  const listed = numbers.map((each) => numberAsWritten(roll, each)).join(oneOf(roll, [', ', ' Y ', ' + ', '; ', ' ']));
  const before = roll(3) === 0 ? `${oneOf(roll, chatter)}, ` : '';
  return `${before}${lead}${listed}${roll(3) === 0 ? ` ${oneOf(roll, chatter)}` : ''}`;
};

const payerOf = (roll: Dice, name: string): string => {
  const bare = name.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase();
  const parts = bare.split(' ');
  return oneOf(roll, [
    name,
    bare,
    bare.replaceAll('.', ''),
    parts.toReversed().join(' '),
    bare.slice(0, 18),
    parts.slice(0, 2).join(' '),
    `${bare} CALLE MAYOR 5`,
  ]);
};

/** One digit of the number is another one. */
const mistyped = (roll: Dice, number: string): string => {
  const at = number.length - 1 - roll(3);
  return `${number.slice(0, at)}${(Number(number[at]) + 1 + roll(8)) % 10}${number.slice(at + 1)}`;
};

type Ways = Readonly<
  Record<string, (roll: Dice, invoices: readonly OpenInvoice[]) => Omit<IncomingPayment, 'currency' | 'date'>>
>;

const owed = (invoices: readonly OpenInvoice[]) => invoices.reduce((sum, { balance }) => sum + balance, 0);
const numbersOf = (invoices: readonly OpenInvoice[]) => invoices.map(({ invoice }) => invoice);
const nameOf = ([first]: readonly OpenInvoice[]): string => first?.debtorName ?? '';
/** People pay a part in round numbers. */
const partOf = (roll: Dice, amount: number): number =>
  Math.max(100, Math.floor((amount * (20 + roll(70))) / 10_000) * 100);
const somePayer = (roll: Dice, all: readonly OpenInvoice[]): string =>
  roll(3) === 0 ? '' : payerOf(roll, nameOf(all));

/** How those who owe pay, some of them badly. */
const ways: Ways = {
  'numbers and their sum': (roll, all) => ({
    amount: owed(all),
    reference: referenceOf(roll, numbersOf(all)),
    payer: somePayer(roll, all),
  }),
  'numbers and less': (roll, all) => ({
    amount: partOf(roll, owed(all)),
    reference: referenceOf(roll, numbersOf(all)),
    payer: somePayer(roll, all),
  }),
  'numbers and more': (roll, all) => ({
    amount: owed(all) + 1 + roll(9_999),
    reference: referenceOf(roll, numbersOf(all)),
    payer: somePayer(roll, all),
  }),
  'numbers in their place': (roll, all) => ({
    amount: owed(all),
    reference: '',
    payer: '',
    invoices: numbersOf(all).map((each) => numberAsWritten(roll, each)),
  }),
  'numbers, another pays': (roll, all) => ({
    amount: owed(all),
    reference: referenceOf(roll, numbersOf(all)),
    payer: madeUpName(roll(100)),
  }),
  'a reference': (roll, all) => ({
    amount: roll(2) === 0 ? owed(all) : partOf(roll, owed(all)),
    reference: all[0]?.otherNames?.[0] ?? '',
    payer: somePayer(roll, all),
  }),
  'a name and the sum': (roll, all) => ({
    amount: owed(all),
    reference: oneOf(roll, chatter),
    payer: payerOf(roll, nameOf(all)),
  }),
  'a name and less': (roll, all) => ({
    amount: partOf(roll, owed(all)),
    reference: oneOf(roll, chatter),
    payer: payerOf(roll, nameOf(all)),
  }),
  'a name in the text': (_, all) => ({ amount: owed(all), reference: `TRANSF DE ${nameOf(all)}`, payer: '' }),
  'a number mistyped': (roll, all) => ({
    amount: owed(all),
    reference: referenceOf(
      roll,
      numbersOf(all).map((each) => mistyped(roll, each)),
    ),
    payer: somePayer(roll, all),
  }),
  'a number mistyped and less': (roll, all) => ({
    amount: partOf(roll, owed(all)),
    reference: referenceOf(
      roll,
      numbersOf(all).map((each) => mistyped(roll, each)),
    ),
    payer: payerOf(roll, nameOf(all)),
  }),
  'less a fee of the bank': (roll, all) => ({
    amount: owed(all) - 1 - roll(30),
    reference: referenceOf(roll, numbersOf(all)),
    payer: somePayer(roll, all),
  }),
  'only the sum': (_, all) => ({ amount: owed(all), reference: '', payer: '' }),
};

/** A stranger's payment: other names, other numbers, amounts of the same size. */
const astray = (roll: Dice): Omit<IncomingPayment, 'currency' | 'date'> => ({
  amount: 1 + roll(12_000),
  reference: oneOf(roll, [
    'RECIBO DE LA LUZ',
    'PEDIDO 0000611365',
    `REF ${roll(99_999_999)}`,
    'NOMINA 2026/01',
    `F-${roll(99)}`,
  ]),
  payer: oneOf(roll, ['AGUAS DEL VALLE SA', 'MARTA QUINTANA', 'LUCIA QUINTANA', 'TALLER QUINTANA', '']),
});

export const quirkyPayments = (open: readonly OpenInvoice[], count: number, seed: number): readonly Quirky[] => {
  const roll = dice(seed);
  const byDebtor = Map.groupBy(open, ({ debtor }) => debtor);
  const told = { currency: 'EUR', date: '2026-01-20' };
  const pay = (): Quirky => {
    if (roll(12) === 0) return { way: 'astray', payment: { ...told, ...astray(roll) } };
    const [way, make] = oneOf(roll, Object.entries(ways));
    const first = oneOf(roll, open);
    const own = byDebtor.get(first.debtor) ?? [];
    const more = way === 'a reference' || roll(3) > 0 ? 0 : Math.min(own.length - 1, 1 + roll(3));
    const paid = [first, ...own.filter((each) => each !== first).slice(0, more)];
    const truth = { debtor: first.debtor, invoices: paid.map(({ invoice }) => invoice) };
    const paidSo = make(roll, paid);
    return isSomethingElse(paidSo, own, paid) ? pay() : { way, payment: { ...told, ...paidSo }, truth };
  };
  return Array.from({ length: count }, pay);
};

/** A part that is just what another invoice of the debtor owes, a number mistyped into another of its numbers: nobody could tell. */
const isSomethingElse = (
  { amount, reference }: Pick<IncomingPayment, 'amount' | 'reference'>,
  own: readonly OpenInvoice[],
  paid: readonly OpenInvoice[],
): boolean =>
  own.some(
    (each) =>
      !paid.includes(each) &&
      ((each.balance === amount && paid[0]?.balance !== amount) || keyed(reference).includes(keyed(each.invoice))),
  );

const keyed = (text: string): string => text.toUpperCase().replace(/[^A-Z\d]|(?<!\d)0+/g, '');
