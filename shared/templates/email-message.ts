// An email: the same words twice, laid out as HTML and as plain text that is good enough to read on its own.
import { readFileSync } from 'node:fs';
import { type Account, accountOf } from './account.ts';
import { clean } from './format.ts';
import { renderHtml, renderText } from './liquid.ts';
import type { EmailMessage, MessageData } from './message-data.ts';
import { bullets, wrap } from './plain-text.ts';
import { type Texts, textsOf } from './texts.ts';
import { followingOf, isGiving, type MessageVariables, momentOf, templateOf, variablesOf } from './variables.ts';

export const emailMessage = (data: MessageData): EmailMessage => {
  const texts = textsOf(data.language);
  const variables = variablesOf(data);
  const account = accountOf(data, texts);
  const letter = letterOf(data, texts, variables);
  const html = renderHtml(layout(), {
    ...letter,
    language: data.language,
    rows: account.rows,
    figures: account.figures,
    labels: texts.labels,
  });
  return { channel: 'email', subject: letter.subject, html, text: plainText(letter, account) };
};

type Section = {
  readonly heading: string;
  readonly paragraphs: readonly string[];
  readonly bullets: readonly string[];
  readonly links: readonly { readonly text: string; readonly link: string }[];
};
type Letter = {
  readonly creditor: string;
  readonly subject: string;
  readonly greeting: string;
  readonly paragraphs: readonly string[];
  readonly sumLabel: string;
  readonly sum: string;
  readonly dueLine: string;
  readonly sections: readonly Section[];
  readonly goodbye: string;
  readonly signature: readonly string[];
  readonly footer: readonly string[];
};

const letterOf = (data: MessageData, texts: Texts, variables: MessageVariables): Letter => {
  const { labels, lines } = texts;
  const say = (text: string): string =>
    renderText(text, variables)
      .replace(/[ \n]+/g, ' ')
      .trim();
  const { subject, paragraphs } = emailTextOf(data, texts);
  const { creditor } = variables;
  return {
    creditor: creditor.name,
    subject: clean(say(subject)),
    greeting: say(texts.greeting[data.debtor.type][data.tone]),
    paragraphs: [
      ...paragraphs,
      ...(variables.partPaid ? [lines.partPaid] : []),
      ...(variables.early ? [lines.earlyPayment] : []),
      ...(variables.several ? [lines.others] : []),
    ].map(say),
    sumLabel: sumLabelOf(variables, labels),
    sum: variables.totalOfAll,
    dueLine: say(lines.dueLine),
    sections: [
      ...documentSections(data, texts),
      ...(isGiving(data)
        ? []
        : [{ heading: labels.next, paragraphs: [say(texts.next[followingOf(data)])], bullets: [], links: [] }]),
      { heading: labels.pay, paragraphs: [say(lines.payReference)], bullets: variables.waysToPay, links: [] },
      isGiving(data)
        ? { heading: labels.questions, paragraphs: [lines.questions, lines.contact].map(say), bullets: [], links: [] }
        : {
            heading: labels.help,
            paragraphs: [lines.help, lines.contact, lines.alreadyPaid].map(say),
            bullets: [],
            links: [],
          },
    ],
    goodbye: say(lines.goodbye),
    signature: [creditor.contactPerson, creditor.name],
    footer: [lines.why, lines.optOut].map(say).concat(`${creditor.name} · ${creditor.address}`),
  };
};

const emailTextOf = (data: MessageData, texts: Texts) => {
  const template = templateOf(data);
  return template === undefined ? texts.moments[momentOf(data)].email[data.tone] : texts.templates[template].email;
};

/** What goes along with the message, or can be seen behind a link. */
const documentSections = ({ items }: MessageData, { labels, lines }: Texts): readonly Section[] => {
  const attached = items.flatMap(({ invoice, document }) =>
    document?.kind === 'attached' ? [renderText(lines.attached, { invoice: clean(invoice), file: document.file })] : [],
  );
  const links = items.flatMap(({ invoice, document }) =>
    document?.kind === 'linked'
      ? [{ text: renderText(lines.linked, { invoice: clean(invoice) }), link: document.link }]
      : [],
  );
  if (attached.length + links.length === 0) return [];
  return [{ heading: labels.documents, paragraphs: [], bullets: attached, links }];
};

const sumLabelOf = (variables: MessageVariables, labels: Texts['labels']): string => {
  if (variables.addedOfAll === null) return labels.stillOwed;
  return renderText(variables.hasCosts ? labels.totalTodayWithCharges : labels.totalToday, variables);
};

const plainText = (letter: Letter, account: Account): string =>
  [
    wrap(letter.greeting),
    ...letter.paragraphs.map((each) => wrap(each)),
    account.text,
    ...letter.sections.map(({ heading, paragraphs, bullets: items, links }) =>
      [
        heading.toLocaleUpperCase(),
        ...(items.length > 0 ? [bullets(items)] : []),
        ...links.map(({ text, link }) => `- ${text}:\n  ${link}`),
        ...(paragraphs.length > 0 ? [paragraphs.map((each) => wrap(each)).join('\n\n')] : []),
      ].join('\n'),
    ),
    [letter.goodbye, ...letter.signature].join('\n'),
    ['--', ...letter.footer.map((each) => wrap(each))].join('\n'),
  ]
    .join('\n\n')
    .replaceAll('\u00a0', ' ')
    .concat('\n');

let known: string | undefined;

/** The compiled layout; `npm run build:templates` makes it from email.mjml. */
const layout = (): string => {
  known ??= readFileSync(new URL('./email.generated.html', import.meta.url), 'utf8');
  return known;
};
