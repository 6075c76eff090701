// WhatsApp sends only texts that were approved beforehand: what is submitted for approval, and what a message puts into its places.
import type { Language, Tone } from '#domain/vocabulary.ts';
import { clean } from './format.ts';
import { outputsIn, renderText } from './liquid.ts';
import { asksForMoney, type MessageData, type WhatsAppMessage } from './message-data.ts';
import { paymentLines } from './payment-ways.ts';
import { inTone, type Moment, type Texts } from './texts.ts';
import { followingOf, nameToldOf, toldOf, variablesOf } from './variables.ts';

/** As it is submitted to Meta: `body` with places {{1}}, {{2}} … and `parameters` the variables that fill them, in that order. */
export type WhatsAppTemplate = {
  readonly name: string;
  readonly language: string;
  readonly category: 'UTILITY';
  readonly body: string;
  readonly parameters: readonly string[];
};

export const whatsappTemplate = (
  texts: Texts,
  { language, tone, name, words, owes, asks }: Submission,
): WhatsAppTemplate => {
  const { greeting, pay, ask, optOut } = texts.whatsapp;
  const whole = [inTone(greeting, tone), inTone(words, tone), ...(owes && asks ? [pay] : []), ask, optOut].join('\n\n');
  const parameters: string[] = [];
  const body = outputsIn(whole).reduce((rest, { written, variable }) => {
    parameters.push(variable);
    return rest.replace(written, `{{${parameters.length}}}`);
  }, whole);
  return {
    name: `recaudo_${name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}${owes ? '' : '_settled'}_${tone}`,
    language: localeOf[language],
    category: 'UTILITY',
    body,
    parameters,
  };
};

type Submission = {
  readonly language: Language;
  readonly tone: Tone;
  /** Of the text that it comes from. */
  readonly name: string;
  readonly words: Texts['moments'][Moment]['whatsapp'];
  readonly owes: boolean;
  readonly asks: boolean;
};

/** As WhatsApp names languages; each as it is spoken where most of its readers live. */
const localeOf: Readonly<Record<Language, string>> = { es: 'es', en: 'en', pt: 'pt_BR' };

export const whatsappMessage = (data: MessageData, texts: Texts): WhatsAppMessage => {
  const { occasion, language, tone } = data;
  const facts = variablesOf(data, texts);
  const variables = {
    ...facts,
    whatFollows: renderText(texts.sms.next[followingOf(data)], facts),
    payBy: paymentLines(data, texts).join('; '),
  };
  const template = whatsappTemplate(texts, {
    language,
    tone,
    name: occasion?.kind ?? nameToldOf(data, texts),
    words: (occasion ? texts.occasions[occasion.kind] : toldOf(data, texts)).whatsapp,
    owes: facts.owes,
    asks: asksForMoney(data),
  });
  // A place takes one line, never an empty one.
  const parameters = template.parameters.map((name) => clean(renderText(`{{ ${name} }}`, variables)) || '-');
  const text = template.body.replaceAll(/\{\{(\d+)\}\}/g, (_, place) => parameters[Number(place) - 1] ?? '');
  return { channel: 'whatsapp', template: template.name, language: template.language, parameters, text };
};
