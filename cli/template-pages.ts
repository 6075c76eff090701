// What a preview shows of a text: each message with its data, in the forms in which it is read, and how long it is.

import { contactCost, costInWords } from '#domain/planning/contact-cost.ts';
import type { PolicyContent } from '#domain/policy.ts';
import type { Channel, Language, Tone } from '#domain/vocabulary.ts';
import { layoutFlaws } from '#templates/check-layout.ts';
import { segmentsOf } from '#templates/gsm7.ts';
import { type Message, renderMessage } from '#templates/message.ts';
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
  return cases.map(({ name: data, data: message }) => {
    const name = [use.template, use.language, use.channel, use.tone, data].join('-');
    return { ...use, data, name, ...formsOf(renderMessage(message, texts), policy?.prices) };
  });
};

const formsOf = (message: Message, prices: PolicyContent['prices']): Pick<Page, 'text' | 'html' | 'facts'> => {
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
      const cost = contactCost({ prices }, { channel: 'sms', segments });
      return {
        text: `${message.text}\n`,
        facts: {
          ...{ characters: message.text.length, segments, alphabet, units },
          ...(cost === undefined ? {} : { price: costInWords(cost) }),
        },
      };
    }
    case 'whatsapp': {
      const { template, language, parameters, text } = message;
      return {
        text: `${text}\n`,
        facts: { template, locale: language, parameters: parameters.length, characters: text.length },
      };
    }
    case 'voice':
      return { text: `${message.text}\n`, facts: { characters: message.text.length } };
    case 'letter':
      return { text: `${message.text}\n`, facts: { words: message.text.split(/\s+/).length } };
    case 'call':
    case 'visit':
      return { text: `${message.title}\n\n${message.script}`, facts: { characters: message.script.length } };
  }
};
