// A letter as the definition of a PDF: sender, window, date, subject, words, account, ways to pay, signature, small print.
import type { Content, DynamicContent, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { PostalAddress } from '#domain/postal-address.ts';
import { colours, pageStyle, ruled } from '#statements/page-style.ts';
import { clean } from '#templates/format.ts';
import { pageInWords } from '#templates/letter-message.ts';
import type { LetterMessage, LetterSection } from '#templates/message-data.ts';
import { fittingSize, mm, places, recipientLines } from './envelope.ts';
import { inFonts } from './in-fonts.ts';

export type Envelope = {
  readonly creditor: {
    readonly name: string;
    readonly address: string;
    readonly phone: string;
    readonly email: string;
    readonly replyTo?: string | undefined;
    readonly contactPerson: string;
  };
  /** ISO 3166, where the creditor is at home. */
  readonly country: string | undefined;
  readonly to: PostalAddress;
  readonly isRegistered: boolean;
};

/** For renderPdf: the same letter makes the same bytes, for it is dated by its own day. */
export const letterPage = (letter: LetterMessage, envelope: Envelope): TDocumentDefinitions => {
  const { margin } = places;
  const { written, language, today } = letter;
  return {
    ...pageStyle,
    language,
    pageMargins: [mm(margin.left), mm(margin.top), mm(margin.right), mm(margin.bottom)],
    defaultStyle: { ...pageStyle.defaultStyle, fontSize: 10, lineHeight: 1.2 },
    info: { title: written.subject, author: written.creditor, creationDate: new Date(`${today}T00:00:00Z`) },
    header: headerOf(letter),
    footer: footerOf(letter, envelope),
    background: (page) => (page === 1 ? foldMarks : []),
    content: [
      ...windowOf(letter, envelope),
      factsOf(letter, envelope),
      // Down from the upper margin to where the subject stands.
      {
        text: inFonts(written.subject),
        bold: true,
        fontSize: 11,
        margin: [0, mm(places.subject - margin.top), 0, mm(4)],
      },
      { text: inFonts(written.greeting), margin: gap },
      ...written.paragraphs.map((text) => ({ text: inFonts(text), margin: gap })),
      sumBox(letter),
      ...accountOf(letter),
      ...written.sections.flatMap(sectionOf),
      closing(letter),
      ...written.footer.map((text): Content => ({ text: inFonts(text), style: 'small', margin: [0, 2, 0, 0] })),
    ],
  };
};

const gap: [number, number, number, number] = [0, 0, 0, mm(2.5)];

const headerOf =
  ({ written, recipient, date }: LetterMessage): DynamicContent =>
  (page) =>
    page === 1
      ? { text: written.creditor, fontSize: 15, bold: true, margin: [mm(places.margin.left), mm(14), mm(20), 0] }
      : {
          text: inFonts(`${written.creditor} · ${shortened(recipient)} · ${date}`),
          style: 'small',
          margin: [mm(places.margin.left), mm(14), mm(places.margin.right), 0],
        };

const shortened = (name: string): string => (name.length > 60 ? `${name.slice(0, 59).trimEnd()}…` : name);

const footerOf =
  (letter: LetterMessage, { creditor }: Envelope): DynamicContent =>
  (page, pages) => ({
    margin: [mm(places.margin.left), mm(6), mm(places.margin.right), 0],
    style: 'small',
    columns: [
      { text: [clean(creditor.name), clean(creditor.address)].join(' · '), width: '*' },
      { text: pageInWords(letter, page, pages), width: 90, alignment: 'right' },
    ],
  });

/** Short lines at the edge, where a machine or a hand folds for the envelope, and the middle for a punch. */
const foldMarks: Content = {
  canvas: [...places.folds.map((at) => ({ at, to: 9 })), { at: places.hole, to: 11 }].map(({ at, to }) => ({
    type: 'line' as const,
    ...{ x1: mm(5), x2: mm(to), y1: mm(at), y2: mm(at) },
    lineWidth: 0.4,
    lineColor: colours.line,
  })),
};

const at = (left: number, top: number) => ({ absolutePosition: { x: mm(left), y: mm(top) } });

const windowOf = ({ recipient, language, marks }: LetterMessage, envelope: Envelope): Content[] => {
  const { creditor, country, to, isRegistered } = envelope;
  const { left, width } = places.window;
  const lines = recipientLines(recipient, to, { country, language });
  const block = (top: number, inside: Content): Content => ({
    ...at(left, top),
    layout: 'noBorders',
    table: { widths: [mm(width)], body: [[inside]] },
  });
  const sender = [clean(creditor.name), clean(creditor.address)].join(' · ');
  return [
    ...(isRegistered ? [block(places.mark, { text: marks.registered, bold: true, fontSize: 9, ...tight })] : []),
    block(sender.length > oneLineOfSender ? places.sender - 2.5 : places.sender, {
      text: sender.length > 2 * oneLineOfSender ? `${sender.slice(0, 2 * oneLineOfSender - 4)}…` : sender,
      fontSize: 6.5,
      lineHeight: 1.05,
      color: colours.quiet,
      decoration: 'underline',
      ...tight,
    }),
    block(places.recipient, {
      stack: lines.map((text) => ({ text: inFonts(text) })),
      fontSize: fittingSize(lines),
      lineHeight: 1.1,
      ...tight,
    }),
  ];
};
/** Characters of the small print over the recipient. */
const oneLineOfSender = 62;
const tight: { readonly margin: [number, number, number, number] } = { margin: [0, 0, 0, 0] };

/** Beside the window: when it was written, and who answers. */
const factsOf = ({ date }: LetterMessage, { creditor }: Envelope): Content => {
  const { left, top, width } = places.facts;
  return {
    ...at(left, top),
    layout: 'noBorders',
    table: {
      widths: [mm(width)],
      body: [
        [
          {
            stack: [
              { text: date, bold: true, margin: [0, 0, 0, 4] },
              ...[creditor.contactPerson, creditor.phone, creditor.replyTo ?? creditor.email].map((text) =>
                clean(text),
              ),
            ],
            fontSize: 9,
          },
        ],
      ],
    },
  };
};

const sumBox = ({ written: { sumLabel, sum, dueLine } }: LetterMessage): Content => ({
  layout: 'noBorders',
  margin: [0, mm(1), 0, mm(3)],
  unbreakable: true,
  table: {
    widths: ['*'],
    body: [
      [
        {
          fillColor: colours.band,
          margin: [6, 4, 6, 4],
          stack: [
            { text: sumLabel, fontSize: 9, color: colours.quiet },
            { text: sum, fontSize: sum.length > 30 ? 11 : 15, bold: true },
            { text: dueLine, fontSize: 9, color: colours.quiet },
          ],
        },
      ],
    ],
  },
});

const accountOf = ({ rows, figures, columns }: LetterMessage): Content[] => [
  ...(rows.length === 0 ? [] : [itemTable(rows, columns)]),
  {
    layout: ruled,
    margin: [0, 0, 0, mm(4)],
    table: {
      widths: ['*', 'auto'],
      dontBreakRows: true,
      body: figures.map(({ label, value, strong }) => [
        { text: inFonts(label), bold: strong, fontSize: 9 },
        { text: inFonts(value), bold: strong, fontSize: 9, alignment: 'right' },
      ]),
    },
  },
];

/** Its first row stands on every page; what delay has added to an item stands below it. */
const itemTable = (rows: LetterMessage['rows'], columns: LetterMessage['columns']): Content => {
  const isCharged = rows.some(({ added }) => added !== '');
  const head = (text: string, alignment: 'left' | 'right' = 'left'): TableCell => ({
    text,
    style: 'columnName',
    alignment,
  });
  const cell = (text: string, alignment: 'left' | 'right' = 'left'): Text => ({
    text,
    fontSize: 8.5,
    alignment,
    noWrap: alignment === 'right',
  });
  return {
    layout: ruled,
    margin: [0, 0, 0, mm(3)],
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: ['*', 'auto', 'auto', 'auto', ...(isCharged ? ['auto'] : [])],
      body: [
        [
          head(columns.invoice),
          head(columns.issued),
          head(columns.due),
          head(columns.balance, 'right'),
          ...(isCharged ? [head(columns.added, 'right')] : []),
        ],
        ...rows.map(({ invoice, issued, due, late, balance, added, kinds }): TableCell[] => [
          over(cell(invoice), { text: kinds, style: 'small' }),
          cell(issued),
          over(cell(due), { text: late, style: 'small', noWrap: true }),
          cell(balance, 'right'),
          ...(isCharged ? [cell(added, 'right')] : []),
        ]),
      ],
    },
  };
};

/** Nothing below where there is nothing to say. */
const over = (first: Text, below: Text): TableCell => ({ stack: below.text === '' ? [first] : [first, below] });
type Text = {
  readonly text: string;
  readonly style?: string;
  readonly fontSize?: number;
  readonly alignment?: 'left' | 'right';
  readonly noWrap?: boolean;
};

const sectionOf = ({ heading, paragraphs, bullets, codes }: LetterSection): Content[] => [
  {
    unbreakable: true,
    margin: gap,
    stack: [
      { text: heading, style: 'heading', fontSize: 10.5, margin: [0, 0, 0, 2] },
      ...bullets.map((text): Content => ({ columns: [{ text: '•', width: 9 }, { text: inFonts(text) }] })),
      ...paragraphs.map((text): Content => ({ text: inFonts(text), margin: [0, 2, 0, 0] })),
      ...codes.map(
        ({ png, caption }): Content => ({
          margin: [0, 4, 0, 0],
          columnGap: 8,
          columns: [
            { image: `data:image/png;base64,${Buffer.from(png).toString('base64')}`, width: mm(28) },
            { text: inFonts(caption), fontSize: 9, color: colours.quiet, margin: [0, mm(6), 0, 0] },
          ],
        }),
      ),
    ],
  },
];

const closing = ({ written: { goodbye, signature } }: LetterMessage): Content => {
  const [person = '', ...others] = signature;
  return {
    unbreakable: true,
    margin: [0, mm(2), 0, mm(5)],
    stack: [{ text: goodbye, margin: [0, 0, 0, mm(8)] }, { text: person, bold: true }, ...others],
  };
};
