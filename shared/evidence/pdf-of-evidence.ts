// Evidence as the definition of a PDF: who owed what, the ledger, what was sent and what became of it, the rules, the chain.
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { formatMoney } from '#domain/money/money.ts';
import { costInWords } from '#domain/planning/contact-cost.ts';
import { channels, type Language } from '#domain/vocabulary.ts';
import { becauseInWords } from '#explanations/because-in-words.ts';
import { allBecause } from '#explanations/codes.ts';
import { wordsOf as explanationWords } from '#explanations/words.ts';
import { lineInWords } from '#statements/line-in-words.ts';
import { colours, pageStyle, ruled } from '#statements/page-style.ts';
import { wordsOf as statementWords } from '#statements/words.ts';
import { clean, longDate, shortDate } from '#templates/format.ts';
import { renderText } from '#templates/liquid.ts';
import { answeredIn } from './answered-in.ts';
import type { ContactTold } from './contact-told.ts';
import { type Evidence, policyFile } from './evidence.ts';
import { momentIn } from './moment-in.ts';
import { happenedIn, meaningIn, wordsOf } from './words.ts';

/** For renderPdf. It is dated by what it tells, so that the same facts make the same bytes. */
export const pdfOfEvidence = (evidence: Evidence): TDocumentDefinitions => {
  const { creditor, invoice, language, known, contacts } = evidence;
  const { labels, lines } = wordsOf(language);
  const title = `${labels.title}, ${labels.invoice} ${clean(invoice.invoice)}`;
  return {
    ...pageStyle,
    language,
    info: { title, author: clean(creditor.name), creationDate: new Date(known), modDate: new Date(known) },
    footer: (page, pages) => ({
      margin: [40, 12, 40, 0],
      style: 'small',
      columns: [
        { text: `${clean(creditor.name)} · ${title}`, width: '*' },
        { text: renderText(lines.page, { page, pages }), width: 'auto', alignment: 'right' },
      ],
    }),
    content: [
      ...parties(evidence),
      heading(labels.ledger),
      ledger(evidence),
      heading(labels.contacts),
      ...(contacts.length === 0 ? [{ text: wordsOf(language).words.none }] : []),
      ...contacts.map((contact) => told(contact, evidence)),
      ...conversations(evidence),
      ...answers(evidence),
      heading(labels.versions),
      ...versions(evidence),
      heading(labels.chain),
      ...chain(evidence),
    ],
  };
};

const heading = (text: string): Content => ({ text, style: 'heading', margin: [0, 14, 0, 6] });

const facts = (rows: readonly (readonly [name: string, value: string])[]): Content => ({
  layout: 'noBorders',
  table: {
    widths: [110, '*'],
    body: rows.map(([name, value]) => [{ text: name, color: colours.quiet }, clean(value)]),
  },
});

const parties = ({ creditor, debtor, invoice, known, language }: Evidence): Content[] => {
  const { labels } = wordsOf(language);
  const money = (amount: number) => formatMoney({ amount, currency: invoice.currency }, language);
  return [
    { text: clean(creditor.name), style: 'creditor' },
    { text: labels.title, style: 'title' },
    facts([
      [labels.creditor, `${creditor.name} (${creditor.id})`],
      [labels.debtor, `${debtor.name} (${debtor.debtor})`],
      [labels.invoice, invoice.invoice],
      [labels.issued, longDate(invoice.issued, language)],
      [labels.due, longDate(invoice.due, language)],
      [labels.amount, money(invoice.amount)],
      [labels.open, money(invoice.balance)],
      [labels.known, momentIn(known, debtor.timeZone)],
    ]),
  ];
};

const ledger = ({ ledger: entries, invoice: { currency }, language }: Evidence): Content => {
  const { labels } = statementWords(language);
  const money = (amount: number) => ({
    text: amount === 0 ? '' : formatMoney({ amount, currency }, language),
    alignment: 'right' as const,
    noWrap: true,
  });
  return {
    layout: ruled,
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: [56, '*', 86, 86, 86],
      body: [
        [labels.date, labels.what, labels.debit, labels.credit, labels.balance].map((text, column) => ({
          text,
          style: 'columnName',
          alignment: column < 2 ? ('left' as const) : ('right' as const),
        })),
        ...entries.map((line) => [
          shortDate(line.date, language),
          lineInWords(line, currency, language),
          money(line.debit),
          money(line.credit),
          { ...money(line.balance), text: formatMoney({ amount: line.balance, currency }, language) },
        ]),
      ],
    },
  };
};

const told = (contact: ContactTold, { invoice, language, policies }: Evidence): Content => {
  const { labels, lines, words } = wordsOf(language);
  const { media, stages } = explanationWords(language);
  const { message, asked } = contact;
  const by = renderText(lines.by, { channel: media[contact.channel], step: contact.step });
  const why = renderText(lines.why, {
    because: becauseIn(contact, policies, language),
    stage: stages[contact.stage],
    version: contact.policyVersion,
  });
  const asking =
    asked === undefined
      ? []
      : [renderText(lines.for, { amount: formatMoney({ amount: asked, currency: invoice.currency }, language) })];
  return {
    margin: [0, 0, 0, 10],
    stack: [
      {
        text: [{ text: momentIn(contact.at, contact.zone), bold: true }, `  ${[by, ...asking].map(clean).join(', ')}`],
      },
      { text: clean(why), color: colours.quiet },
      ...contact.law.map(({ pack, rule, source }) => ({
        text: clean(`${labels.law}: ${pack}.${rule}, ${source}`),
        color: colours.quiet,
      })),
      facts([
        [labels.address, contact.address ?? (contact.erased ? words.erased : words.none)],
        ...contact.history.map((each) => {
          const word = words[each.word];
          const said = each.who === undefined ? word : renderText(lines.reported, { word, who: each.who });
          return [
            momentIn(each.at, contact.zone),
            `${happenedIn(each.status, language)} (${said})${each.reason === undefined ? '' : `: ${each.reason}`}`,
          ] as const;
        }),
        ...contact.answers.map((each) => [labels.answers, answeredIn(each, contact.zone, language)] as const),
        ...(contact.cost === undefined ? [] : [[labels.cost, costInWords(contact.cost)] as const]),
        ...(message === undefined
          ? [[labels.file, contact.erased ? words.erased : words.none] as const]
          : [[labels.file, message.file] as const, [labels.hash, message.hash] as const]),
      ]),
    ],
  };
};

const becauseIn = ({ because, policyVersion }: ContactTold, policies: Evidence['policies'], language: Language) => {
  const known = allBecause.find((each) => each === because);
  const policy = policies.find(({ version }) => version === policyVersion);
  return known && policy ? becauseInWords(known, policy.content, language) : because;
};

const conversations = ({ conversations: held, debtor, language }: Evidence): Content[] => {
  const { labels, words } = wordsOf(language);
  if (held.length === 0) return [];
  return [
    heading(labels.conversations),
    facts(
      held.map(({ at, about, personal }) => [
        momentIn(at, debtor.timeZone),
        personal.detail === undefined ? `${about}: ${words.erased}` : personal.detail,
      ]),
    ),
  ];
};

const answers = ({ answers: heard, debtor, language }: Evidence): Content[] => {
  const { labels, words } = wordsOf(language);
  const { media } = explanationWords(language);
  if (heard.length === 0) return [];
  const mediumOf = (channel: string): string =>
    channels.flatMap((each) => (each === channel ? [media[each]] : []))[0] ?? channel;
  return [
    heading(labels.answers),
    ...heard.flatMap((each): Content[] => [
      facts([
        [
          momentIn(each.at, debtor.timeZone),
          `${mediumOf(each.channel)}${each.from === undefined ? '' : `, ${each.from}`}: ${each.erased ? words.erased : (each.text ?? words.none)}`,
        ],
        ...(each.said === undefined
          ? []
          : [
              [
                labels.meaning,
                [
                  `${meaningIn(each.said.meaning, language) ?? each.said.meaning} (${[each.said.by ?? [], momentIn(each.said.at, debtor.timeZone)].flat().join(', ')})`,
                  ...(each.said.note === undefined ? [] : [each.said.note]),
                ].join(': '),
              ] as const,
            ]),
        ...(each.message === undefined
          ? []
          : [[labels.file, each.message.file] as const, [labels.hash, each.message.hash] as const]),
      ]),
    ]),
  ];
};

const versions = ({ policies, debtor, language }: Evidence): Content[] => {
  const { lines, words } = wordsOf(language);
  return policies.map(({ version, contentHash, appliedAt }) => ({
    text: `${renderText(lines.version, {
      version,
      from: appliedAt === undefined ? words['built-in'] : momentIn(appliedAt, debtor.timeZone),
      hash: contentHash,
    })} (${policyFile(version)})`,
    margin: [0, 0, 0, 3],
  }));
};

const chain = ({ registers, language }: Evidence): Content[] => {
  const { labels, lines } = wordsOf(language);
  return registers.flatMap(({ debtor, records, end, findings }, position) => [
    ...(position === 0 ? [] : [{ text: clean(`${labels.debtor}: ${debtor}`), margin: [0, 6, 0, 0] as Margins }]),
    { text: renderText(lines.chain, { count: records.length, hash: end?.hash ?? '' }) },
    { text: findings.length === 0 ? lines.whole : lines['not-whole'], margin: [0, 3, 0, 0] as Margins },
  ]);
};

type Margins = [left: number, top: number, right: number, bottom: number];
