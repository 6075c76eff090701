// What is wrong with one rendered message: what it lacks, what is too long, links that lead elsewhere, two halves that say two things.

import { formatMoney, type Money } from '#domain/money/money.ts';
import type { PolicyContent } from '#domain/policy.ts';
import { isMeeting } from '#domain/vocabulary.ts';
import { clean, longDate, shortDate } from './format.ts';
import { segmentsOf, toGsm7 } from './gsm7.ts';
import { asksForMoney, type EmailMessage, type Message, type MessageData } from './message-data.ts';
import { leastEase, readingEase } from './reading-ease.ts';
import { totalsOf } from './statement.ts';
import { spokenPhone } from './voice-message.ts';
import { saysCannotPay, saysOptOut } from './wording.ts';

export type Flaw = {
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly reason: string;
  readonly remedy: string;
  /** Where in the texts it may come from, the likeliest last; the template itself when empty. */
  readonly from: readonly string[];
};

export type CheckedUnder = Pick<PolicyContent, 'jurisdiction' | 'debtorType'> & {
  readonly creditor: PolicyContent['creditor'];
};

/**
 * `isWorst`: of data that no length fits, only what nobody could read is an error. `isGiving`: the invoice itself is given, nothing
 * is asked for and nothing follows.
 */
export const flawsOf = (
  message: Message,
  data: MessageData,
  under: CheckedUnder,
  { isWorst, isGiving }: { readonly isWorst: boolean; readonly isGiving: boolean },
): readonly Flaw[] => {
  const said = wordsOf(message);
  return [
    ...lackingIn(message, said, data, under).filter(({ code }) => !(isGiving && notWhenGiving.includes(code))),
    ...lengthsOf(message, isWorst),
    ...(message.channel === 'email' ? [...twinsOf(message), ...(isWorst ? [] : easeOf(message, data))] : []),
  ];
};

const error = (code: string, reason: string, remedy: string, ...from: readonly string[]): Flaw => ({
  severity: 'error',
  code,
  reason,
  remedy,
  from,
});
const warning = (...args: Parameters<typeof error>): Flaw => ({ ...error(...args), severity: 'warning' });

const wordsOf = (message: Message): string => {
  switch (message.channel) {
    case 'email':
      return flat(`${message.subject} ${message.text}`);
    case 'call':
    case 'visit':
      return flat(message.script);
    default:
      return flat(message.text);
  }
};
const flat = (text: string): string => text.replace(/[\s\u00a0\u202f]+/g, ' ');

const lackingIn = (...args: Parameters<typeof lacking>): readonly Flaw[] =>
  args[0].channel === 'voice' ? lackingInCall(args[1], args[2]) : lacking(...args);

/** Nobody knows who listens to a machine: it says whom to call, and nothing of what a consumer owes. */
const lackingInCall = (said: string, { creditor, debtor, items }: MessageData): readonly Flaw[] => {
  const from = `voice.${debtor.type}`;
  const lacks: (Flaw | false)[] = [
    !said.includes(flat(clean(creditor.name))) &&
      error('lacks-creditor', 'does not say who calls', 'add {{ creditor.name }}', from),
    !said.includes(spokenPhone(creditor.phone)) &&
      error('lacks-person', 'does not say what number to call', 'add {{ spokenPhone }}', from),
    debtor.type === 'consumer' &&
      items.some(({ invoice }) => said.includes(flat(clean(invoice)))) &&
      error('tells-debt', 'tells whoever picks up of the invoice', 'say that it is a personal matter', from),
  ];
  return lacks.filter((each) => each !== false);
};

/** What every message owes its reader, and what the law of some places adds. */
const lacking = (
  message: Message,
  said: string,
  data: MessageData,
  { jurisdiction }: CheckedUnder,
): readonly Flaw[] => {
  const { channel } = message;
  const { creditor, language, items, occasion, next, today } = data;
  const [lead] = items;
  if (!lead) return [];
  const has = (text: string): boolean => [text, toGsm7(text)].some((each) => said.includes(flat(clean(each))));
  const hasDate = (date: string): boolean => has(longDate(date, language)) || has(shortDate(date, language));
  const owes = totalsOf(items).some(({ total }) => total.amount > 0);
  const isScript = isMeeting(channel);
  const isWritten = channel === 'email' || channel === 'letter';
  const lacks: (Flaw | false)[] = [
    occasion?.kind !== 'recap' &&
      !amountsOf(data).some((amount) => has(formatMoney(amount, language))) &&
      error(
        'lacks-amount',
        'does not say the amount',
        occasion ? 'add {{ agreed.amount }}' : 'add {{ balance }} or {{ owed }}',
      ),
    !hasDate(occasion?.date ?? lead.due) &&
      error(
        'lacks-date',
        `does not say ${occasion ? 'the date' : 'the due date'}`,
        occasion ? 'add {{ agreed.date }}' : 'add {{ due }}',
      ),
    !has(lead.invoice) && error('lacks-invoice', 'does not say which invoice', 'add {{ invoices }} or {{ invoice }}'),
    !has(creditor.name) &&
      error('lacks-creditor', 'does not say who writes', 'add {{ creditor.name }}', 'whatsapp.greeting'),
    !(has(creditor.contactPerson) && has(creditor.phone)) &&
      error(
        'lacks-person',
        'names no person to talk to, or not how',
        'add {{ creditor.contactPerson }} and {{ creditor.phone }}',
        'whatsapp.ask',
        'sms.contact',
        'sms.askHowToPay',
        'sms.ask',
        'lines.contact',
      ),
    owes &&
      asksForMoney(data) &&
      !isScript &&
      !saysCannotPay(
        message.channel === 'email' || message.channel === 'letter' ? withoutHeadings(message.text) : said,
        language,
      ) &&
      error(
        'lacks-way-out',
        'does not say what to do for who cannot pay',
        'say that they may write or call, and that there is a way',
        'whatsapp.ask',
        'sms.askHowToPay',
        'sms.ask',
        'letter.help',
        'lines.help',
      ),
    !isScript &&
      !saysOptOut(said, language) &&
      error(
        'lacks-opt-out',
        'does not say how to opt out',
        `ask for the word ${optOutWord[language]} in reply`,
        'whatsapp.optOut',
        'sms.optOutByReply',
        'sms.optOutByEmail',
        'letter.optOut',
        'lines.optOut',
      ),
    isWritten &&
      !occasion &&
      next.date !== null &&
      next.date > today &&
      !hasDate(next.date) &&
      error('lacks-next-date', 'does not say when the next step comes', 'add {{ next.date }}', `next.${next.kind}`),
    jurisdiction === 'BR' &&
      isWritten &&
      !taxNumber.test(said) &&
      warning(
        'lacks-tax-number',
        'names no CPF or CNPJ of the creditor, which Brazil asks of every paper that asks for payment (CDC art. 42-A)',
        'add it to creditor.address in the policy, or to lines.why',
        'lines.why',
      ),
    addressCountries.has(jurisdiction ?? '') &&
      isWritten &&
      !has(creditor.address) &&
      warning('lacks-address', 'does not say the address of the creditor', 'give it in creditor.address', 'lines.why'),
  ];
  return lacks.filter((each) => each !== false);
};

const notWhenGiving: readonly string[] = ['lacks-way-out', 'lacks-next-date'];

const withoutHeadings = (text: string): string =>
  text
    .split('\n')
    .filter((line) => line !== line.toLocaleUpperCase())
    .join(' ');

/** Any of them says how much it is about. */
const amountsOf = ({ items, occasion }: MessageData): readonly Money[] => {
  const totals = totalsOf(items).flatMap(({ balance, total }) => [balance, total]);
  return occasion ? occasion.amounts : [...items.slice(0, 1).map(({ balance }) => balance), ...totals];
};

const optOutWord = { es: 'BAJA', en: 'STOP', pt: 'SAIR' } as const;
const taxNumber = /\b\d{2}\.\d{3}\.\d{3}\/\d{4}-\d{2}\b|\b\d{3}\.\d{3}\.\d{3}-\d{2}\b/;
const addressCountries: ReadonlySet<string> = new Set(['BR', 'AR', 'US']);

/** Beyond these, phones charge more than is fair, readers stop, and mail programs cut off. */
const limits = {
  subject: 130,
  words: 420,
  htmlBytes: 100_000,
  segments: 2,
  worstSegments: 4,
  whatsapp: 1024,
  voice: 1_000,
  script: 6_000,
};

const lengthsOf = (message: Message, isWorst: boolean): readonly Flaw[] => {
  switch (message.channel) {
    case 'email': {
      const bytes = Buffer.byteLength(message.html);
      const words = message.text.split(/\s+/).length;
      return [
        ...(bytes > limits.htmlBytes
          ? [
              error(
                'too-large',
                `the mail has ${bytes} bytes, where some programs cut off at ${limits.htmlBytes}`,
                'shorten its texts',
              ),
            ]
          : []),
        ...(!isWorst && message.subject.length > limits.subject
          ? [
              error(
                'long-subject',
                `the subject has ${message.subject.length} characters of ${limits.subject}`,
                'shorten it: phones show some 40',
              ),
            ]
          : []),
        ...(!isWorst && words > limits.words
          ? [
              warning(
                'long-mail',
                `the mail has ${words} words of ${limits.words}`,
                'say less: what is owed, what follows, what to do',
              ),
            ]
          : []),
      ];
    }
    case 'sms': {
      const { segments, units, alphabet } = segmentsOf(message.text);
      const most = isWorst ? limits.worstSegments : limits.segments;
      return segments <= most
        ? []
        : [
            error(
              'long-sms',
              `takes ${segments} segments of ${most} (${units} units of ${alphabet})`,
              'shorten it, or leave out what is no letter of plain SMS',
            ),
          ];
    }
    case 'whatsapp':
      return message.text.length <= limits.whatsapp || isWorst
        ? []
        : [error('long-whatsapp', `has ${message.text.length} characters of ${limits.whatsapp}`, 'shorten it')];
    case 'voice':
      return message.text.length <= limits.voice
        ? []
        : [
            error(
              'long-voice',
              `has ${message.text.length} characters of ${limits.voice}`,
              'shorten it: it is heard once',
            ),
          ];
    case 'letter': {
      const words = message.text.split(/\s+/).length;
      return isWorst || words <= limits.words
        ? []
        : [
            warning(
              'long-letter',
              `the letter has ${words} words of ${limits.words}`,
              'say less: what is owed, what follows, what to do',
            ),
          ];
    }
    case 'call':
    case 'visit':
      return message.script.length <= limits.script || isWorst
        ? []
        : [
            warning(
              'long-script',
              `the script has ${message.script.length} characters of ${limits.script}`,
              'shorten it: it is read while talking',
            ),
          ];
  }
};

/** Links outside the hosts of the policy. */
export const linksIn = (said: string, { creditor }: CheckedUnder): readonly Flaw[] => {
  const allowed = hostsOf(creditor);
  return [...said.matchAll(/\b(?:https?:\/\/|www\.)[^\s<>"']+/gi)].flatMap(([written]): readonly Flaw[] => {
    const link = readLink(written);
    if (link === undefined) return [error('link', `${written} is no plain address`, 'write it as https://host/path')];
    if (link.protocol !== 'https:') return [error('link', `${written} is not encrypted`, 'link to https://')];
    const host = link.hostname.replace(/\.+$/, '');
    if (allowed.some((each) => host === each || host.endsWith(`.${each}`))) return [];
    const remedy = `add it to creditor.linkHosts, or link to ${allowed.join(', ') || 'a host of a way to pay'}`;
    return [error('link', `links to ${host}, which the policy does not allow`, remedy)];
  });
};

/** As a browser would read it; one with a name before its host hides where it leads. */
const readLink = (written: string): URL | undefined => {
  const text = written.replace(/[.,;:!?)\]}]+$/, '');
  const url = URL.parse(/^www\./i.test(text) ? `https://${text}` : text);
  return url === null || url.username !== '' || url.password !== '' ? undefined : url;
};

export const hostsOf = ({ waysToPay, linkHosts = [] }: PolicyContent['creditor']): readonly string[] => {
  const told = waysToPay.map((way) => (typeof way === 'string' ? way : (way.link?.url ?? way.card?.url ?? '')));
  const found = told.flatMap((text) =>
    [...text.matchAll(/https:\/\/([^\s/:?#<>"')]+)/gi)].map(([, host = '']) => host),
  );
  return [...new Set([...found, ...linkHosts].map((host) => host.toLowerCase()))];
};

/** Amounts, dates and links stand in both halves of a mail. */
const twinsOf = ({ html, text }: EmailMessage): readonly Flaw[] => {
  const one = factsIn(textOfHtml(html));
  const other = factsIn(text);
  const missing = [
    ...[...one].filter((fact) => !other.has(fact)).map((fact) => `${fact} stands in the HTML alone`),
    ...[...other].filter((fact) => !one.has(fact)).map((fact) => `${fact} stands in the plain text alone`),
  ];
  return missing.slice(0, 3).map((reason) => error('twins-differ', reason, 'this is a fault of the layout: report it'));
};

const factsIn = (text: string): ReadonlySet<string> =>
  new Set(
    flat(text)
      .split(' ')
      .map((word) => word.replace(/^[("'«]+|[)"'».,;:!?]+$/g, ''))
      .filter((word) => /\d/.test(word)),
  );

const textOfHtml = (html: string): string =>
  html
    .replace(/<(style|title|script)\b[\s\S]*?<\/\1>|<!--[\s\S]*?-->/gi, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&nbsp;/g, ' ')
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replace(
      /&(lt|gt|quot|amp);/g,
      (_, name: 'lt' | 'gt' | 'quot' | 'amp') => ({ lt: '<', gt: '>', quot: '"', amp: '&' })[name],
    );

const easeOf = ({ text }: EmailMessage, { language }: MessageData): readonly Flaw[] => {
  // What is told, without the account, headings and the lines that name people and accounts.
  const prose = text
    .split(/\n\n/)
    .filter((block) => /[.!?]$/.test(block.trim()) && !/ {2,}|^- /m.test(block))
    .map((block) => block.replace(/^\p{Lu}[\p{Lu}\s,.]+\n/u, '').replaceAll('\n', ' '))
    .join('\n');
  const { ease, words, sentences } = readingEase(prose, language);
  if (ease >= leastEase[language]) return [];
  const perSentence = Math.round(words / Math.max(1, sentences));
  return [
    warning(
      'hard-to-read',
      `reads at ${ease} of at least ${leastEase[language]} (${perSentence} words a sentence)`,
      'write shorter sentences and everyday words',
    ),
  ];
};
