// What a preview shows of a text: each message with its data, in the forms in which it is read, and how long it is.

import { contactCost, costInWords } from '#domain/planning/contact-cost.ts';
import type { PolicyContent } from '#domain/policy.ts';
import { postedFrom } from '#domain/posted-from.ts';
import type { Channel, Language, Tone } from '#domain/vocabulary.ts';
import { layoutFlaws } from '#templates/check-layout.ts';
import { segmentsOf } from '#templates/gsm7.ts';
import { type Message, type MessageData, renderMessage } from '#templates/message.ts';
import type { LetterMessage } from '#templates/message-data.ts';
import { sampleOf, worstOf } from '#templates/samples.ts';
import type { Texts } from '#templates/texts.ts';

export type PreviewOf = {
  readonly template: string;
  readonly language: Language;
  readonly channel: Channel;
  readonly tone: Tone;
};

export type Page = PreviewOf & {
  /** Of the data: "sample", "long-names". */
  readonly data: string;
  /** Names the files of this page, without their ends. */
  readonly name: string;
  readonly text: string;
  readonly html?: string;
  /** A letter as it is printed; made when asked for. */
  readonly print?: () => Promise<Uint8Array>;
  readonly facts: Readonly<Record<string, string | number>>;
};

export const pagesOf = (
  use: PreviewOf,
  kind: 'sample' | 'worst',
  texts: Texts,
  policy: PolicyContent | undefined,
): readonly Page[] => {
  const creditor = policy?.creditor;
  const cases = kind === 'sample' ? [sampleOf(use, texts, creditor)] : worstOf(use, texts, creditor);
  return cases.map(({ name: data, data: sample }) => {
    const name = [use.template, use.language, use.channel, use.tone, data].join('-');
    const message = use.channel === 'email' ? { ...sample, stopLink: sampleStopLink } : sample;
    return { ...use, data, name, ...formsOf(renderMessage(message, texts), message, policy) };
  });
};

const formsOf = (
  message: Message,
  { creditor }: MessageData,
  policy: PolicyContent | undefined,
): Pick<Page, 'text' | 'html' | 'print' | 'facts'> => {
  const priced = (segments?: number): { readonly price?: string } => {
    const { channel } = message;
    const cost = contactCost({ prices: policy?.prices }, { channel, ...(segments === undefined ? {} : { segments }) });
    return cost === undefined ? {} : { price: costInWords(cost) };
  };
  switch (message.channel) {
    case 'email': {
      const { subject, text, html, images } = message;
      const shown = images.reduce(
        (page, { cid, png }) =>
          page.replaceAll(`cid:${cid}`, `data:image/png;base64,${Buffer.from(png).toString('base64')}`),
        html,
      );
      const flaws = layoutFlaws(html).map(({ reason }) => reason);
      return {
        text: `Subject: ${subject}\n\n${text}`,
        html: shown,
        facts: {
          subject: subject.length,
          bytes: Buffer.byteLength(html),
          words: text.split(/\s+/).length,
          ...(flaws.length > 0 ? { layout: flaws.join('; ') } : {}),
        },
      };
    }
    case 'sms': {
      const { segments, alphabet, units } = segmentsOf(message.text);
      return {
        text: `${message.text}\n`,
        facts: { characters: message.text.length, segments, alphabet, units, ...priced(segments) },
      };
    }
    case 'whatsapp': {
      const { template, language, parameters, text } = message;
      return {
        text: `${text}\n`,
        facts: { template, locale: language, parameters: parameters.length, characters: text.length, ...priced() },
      };
    }
    case 'voice':
      return { text: `${message.text}\n`, facts: { characters: message.text.length, ...priced() } };
    case 'letter':
      return {
        text: `${message.text}\n`,
        print: () => printed(message, creditor, policy),
        facts: { words: message.text.split(/\s+/).length, ...priced() },
      };
    case 'call':
    case 'visit':
      return { text: `${message.title}\n\n${message.script}`, facts: { characters: message.script.length } };
  }
};

const printed = async (
  message: LetterMessage,
  creditor: MessageData['creditor'],
  policy: PolicyContent | undefined,
): Promise<Uint8Array> => {
  // Fonts and the maker of PDFs take their time: only where a letter is written to a file.
  const [{ renderPdf }, { letterPage }] = await Promise.all([
    import('#statements/render-pdf.ts'),
    import('#channels/letter/letter-page.ts'),
  ]);
  const country = postedFrom(policy ?? {}) ?? sampleAddress.country;
  const isRegistered = policy?.letters?.registered ?? false;
  return renderPdf(letterPage(message, { creditor, country, to: sampleAddress, isRegistered }));
};

/** As long as the link that each mail gets for its account. */
const sampleStopLink = `https://recaudo.example.com/stop/${'0'.repeat(22)}/${'0'.repeat(22)}`;

/** As much as fits the window. */
const sampleAddress = {
  lines: ['Avenida de la Constitución 1234, escalera B, 3.º izq.', 'Edificio Norte'],
  postalCode: '28013',
  city: 'Madrid',
  country: 'ES',
};
