// An email: the same words twice, laid out as HTML and as plain text that is good enough to read on its own.
import { readFileSync } from 'node:fs';
import { formatMoney } from '#domain/money/money.ts';
import { type Account, accountOf } from './account.ts';
import { clean, longDate } from './format.ts';
import { renderHtml, renderText } from './liquid.ts';
import { asksForMoney, type EmailMessage, type MessageData, type WrittenText } from './message-data.ts';
import { type PaymentCode, paymentCodes, paymentLines } from './payment-ways.ts';
import { bullets, wrap } from './plain-text.ts';
import { inTone, type Texts } from './texts.ts';
import { followingOf, isGiving, type MessageVariables, toldOf, variablesOf } from './variables.ts';

export const emailMessage = (data: MessageData, texts: Texts): EmailMessage => {
  const variables = variablesOf(data, texts);
  const account = accountOf(data, texts);
  const letter = writtenOf(data, texts, variables, texts.lines);
  const html = renderHtml(layout(), {
    ...letter,
    stop: letter.stop ?? null,
    sections: letter.sections.map((each) => ({ ...each, bullets: each.bullets.map(withLink) })),
    isLong: letter.sum.length > longSum,
    language: data.language,
    rows: account.rows,
    figures: account.figures,
    labels: texts.labels,
  });
  const images = letter.sections.flatMap(({ codes }) => codes.map(({ image }) => image));
  return {
    channel: 'email',
    subject: letter.subject,
    html,
    text: plainText(letter, account, data.occasion !== undefined || variables.several),
    images,
  };
};

/** More characters would break in the middle of an amount on a phone. */
const longSum = 15;

type Section = {
  readonly heading: string;
  readonly paragraphs: readonly string[];
  readonly bullets: readonly string[];
  readonly links: readonly { readonly text: string; readonly link: string }[];
  readonly codes: readonly PaymentCode[];
};
/** With what a mail has of its own. */
export type Written = WrittenText & {
  readonly sections: readonly Section[];
  readonly stop?: { readonly text: string; readonly link: string };
};

/** Mails and letters ask for an answer, and are stopped, in words of their own. */
type OwnWords = { readonly help: string; readonly questions: string; readonly optOut: string };

export const writtenOf = (data: MessageData, texts: Texts, variables: MessageVariables, own: OwnWords): Written => {
  const { labels, lines } = texts;
  const say = (text: string): string =>
    renderText(text, variables)
      .replace(/[ \n]+/g, ' ')
      .trim();
  const { occasion, tone } = data;
  const { subject, paragraphs } = inTone((occasion ? texts.occasions[occasion.kind] : toldOf(data, texts)).email, tone);
  const { creditor } = variables;
  // What was said is told as it was written down.
  const [greeting, ...said] = occasion?.words?.split(/\n{2,}/).map(clean) ?? [];
  return {
    creditor: creditor.name,
    subject: clean(say(inTone(subject, tone))),
    greeting: greeting ?? say(inTone(texts.greeting[data.debtor.type], tone)),
    paragraphs: [...said, ...paragraphs.map((each) => inTone(each, tone)).map(say)].concat(
      [
        ...(variables.promised ? [lines.promised] : []),
        ...(variables.partPaid && !occasion ? [lines.partPaid] : []),
        ...(variables.early && !occasion ? [lines.earlyPayment] : []),
        ...(variables.several ? [lines.others] : []),
      ].map(say),
    ),
    sumLabel: occasion ? say(texts.occasions[occasion.kind].sum) : sumLabelOf(variables, labels),
    sum: variables.agreed?.amount || variables.totalOfAll,
    dueLine: say(lines.dueLine),
    sections: [
      ...documentSections(data, texts),
      ...instalmentsOf(data, texts),
      ...nextOf(data, texts).map((next) => section(labels.next, [say(next)])),
      ...(variables.owes && asksForMoney(data)
        ? [
            {
              ...section(labels.pay, [say(lines.payReference)]),
              bullets: paymentLines(data, texts),
              codes: paymentCodes(data, texts),
            },
            isGiving(data, texts)
              ? section(labels.questions, [own.questions, lines.contact].map(say))
              : section(
                  labels.help,
                  [own.help, lines.contact, ...(isAwaited(occasion) ? [lines.alreadyPaid] : [])].map(say),
                ),
          ]
        : [section(labels.questions, [say(lines.contact)])]),
    ],
    goodbye: say(lines.goodbye),
    signature: [creditor.contactPerson, creditor.name],
    footer: [occasion ? lines.whyOccasion : lines.why, own.optOut]
      .map(say)
      .concat(`${creditor.name} · ${creditor.address}`),
    ...(data.stopLink === undefined ? {} : { stop: { text: say(lines.stopLink), link: data.stopLink } }),
  };
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
  return [{ ...section(labels.documents, []), bullets: attached, links }];
};

/** Nothing follows what only gives the invoice. */
const nextOf = (data: MessageData, texts: Texts): readonly string[] => {
  if (data.occasion) return [texts.occasions[data.occasion.kind].next];
  return isGiving(data, texts) ? [] : [texts.next[followingOf(data)]];
};

/** Whether the payment may be on its way. */
const isAwaited = (occasion: MessageData['occasion']): boolean =>
  occasion?.kind !== 'planProposed' && occasion?.kind !== 'planAgreed';

const section = (heading: string, paragraphs: readonly string[]): Section => ({
  heading,
  paragraphs,
  bullets: [],
  links: [],
  codes: [],
});

const instalmentsOf = ({ occasion, language }: MessageData, { labels, lines }: Texts): readonly Section[] => {
  if (!occasion?.instalments) return [];
  const bullets = occasion.instalments.map(({ date, amount }) =>
    clean(renderText(lines.instalment, { date: longDate(date, language), amount: formatMoney(amount, language) })),
  );
  return [{ ...section(labels.instalments, []), bullets }];
};

/** The first address in a line, to be a link of the HTML. */
const withLink = (line: string) => {
  const [url = ''] = /https:\/\/[^\s<>"']*[^\s<>"'.,;:)]/.exec(line) ?? [];
  const at = line.indexOf(url);
  return { before: line.slice(0, at), url, after: line.slice(at + url.length) };
};

const sumLabelOf = (variables: MessageVariables, labels: Texts['labels']): string => {
  if (variables.addedOfAll === null) return labels.stillOwed;
  return renderText(variables.hasCosts ? labels.totalTodayWithCharges : labels.totalToday, variables);
};

/** `withSum`: what the HTML shows large is said in words too, where the account does not begin with it. */
export const plainText = (letter: Written, account: Account, withSum: boolean): string =>
  [
    wrap(letter.greeting),
    ...letter.paragraphs.map((each) => wrap(each)),
    ...(withSum ? [wrap(`${letter.sumLabel}: ${letter.sum}`), wrap(letter.dueLine)] : []),
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
    [
      '--',
      ...letter.footer.map((each) => wrap(each)),
      // In one piece, however long.
      ...(letter.stop === undefined ? [] : [`${letter.stop.text}:`, letter.stop.link]),
    ].join('\n'),
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
