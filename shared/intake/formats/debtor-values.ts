// The words of a list of debtors, in Spanish, English and Portuguese: what kind of debtor, which language, yes or no, which weekday.
import type { Channel, DebtorType, Language } from '#domain/vocabulary.ts';
import type { Rule } from '../cell-rules.ts';
import { longestWord, regionPattern, timePattern } from '../intake-row.ts';
import { foldHeader } from './header-words.ts';

/** Where the answer to each channel stands, by the field of a profile. */
export const consentFields = {
  email: 'emailConsent',
  sms: 'smsConsent',
  whatsapp: 'whatsappConsent',
  voice: 'voiceConsent',
  call: 'callConsent',
  visit: 'visitConsent',
  letter: 'letterConsent',
} as const satisfies Readonly<Record<Channel, string>>;

/** Capitals and accents do not matter. */
const among = <T>(words: ReadonlyMap<string, T>, reason: string, remedy: string): Rule<T> => {
  const refusal = { reason, remedy };
  return (text) => {
    const value = words.get(foldHeader(text));
    return value === undefined ? refusal : { value };
  };
};

const wordsFor = <T>(lists: readonly (readonly [value: T, words: string])[]): ReadonlyMap<string, T> =>
  new Map(lists.flatMap(([value, words]) => words.split('|').map((word) => [foldHeader(word), value] as const)));

export const consentRule = among(
  wordsFor([
    [true, 'yes|y|true|1|x|sí|s|sim|verdadero|verdadeiro|granted|opt in|acepta|aceptado|aceita|aceito'],
    [false, 'no|n|false|0|não|falso|denied|opt out|rechaza|rechazado|recusa|recusado|baja'],
  ]),
  'is neither yes nor no',
  'write yes or no, sí or no, sim or não, or leave it empty where nothing is known',
);

export const kindOfDebtorRule = among(
  wordsFor<DebtorType>([
    ['consumer', 'consumer|individual|person|private|consumidor|persona|persona natural|persona física|particular'],
    ['consumer', 'pessoa física|pessoa singular|pf'],
    ['business', 'business|company|organization|organisation|empresa|persona jurídica|persona moral|sociedad'],
    ['business', 'pessoa jurídica|pessoa coletiva|pj'],
  ]),
  'is not a type of debtor',
  'write consumer or business',
);

export const languageNamed = among(
  wordsFor<Language>([
    ['es', 'es|spa|es es|es mx|es co|es cl|es pe|es ar|spanish|español|castellano|espanhol'],
    ['en', 'en|eng|en us|en gb|english|inglés|inglês'],
    ['pt', 'pt|por|pt br|pt pt|portuguese|portugués|português'],
  ]),
  'is not a language we write in',
  'write one of es, en, pt',
);

export const channelNamed = among(
  wordsFor<Channel>([
    ['email', 'email|e mail|mail|correo|correo electrónico|correio eletrônico|correio eletrónico'],
    ['sms', 'sms|text|text message|mensaje de texto|mensagem de texto'],
    ['whatsapp', 'whatsapp|whats app'],
    ['voice', 'voice|automated call|llamada automática|ligação automática|chamada automática'],
    ['call', 'call|phone|telephone|phone call|llamada|teléfono|telefone|ligação|chamada'],
    ['visit', 'visit|visita'],
    ['letter', 'letter|post|postal|carta|correo postal|correio'],
  ]),
  'is not a channel',
  'write one of email, sms, whatsapp, voice, call, visit, letter',
);

/** 1 is Monday. */
export const weekdayRule = among(
  wordsFor([
    [1, '1|monday|mon|lunes|lun|segunda|segunda feira'],
    [2, '2|tuesday|tue|martes|mar|terça|terça feira'],
    [3, '3|wednesday|wed|miércoles|mié|quarta|quarta feira'],
    [4, '4|thursday|thu|jueves|jue|quinta|quinta feira'],
    [5, '5|friday|fri|viernes|vie|sexta|sexta feira'],
    [6, '6|saturday|sat|sábado|sáb'],
    [7, '7|sunday|sun|domingo|dom'],
  ]),
  'is not a day of the week',
  'write a weekday such as Monday, or 1 for Monday to 7 for Sunday',
);

export const timeRule: Rule<string> = (text) => {
  const value = /^\d:\d\d$/.test(text) ? `0${text}` : text;
  return timePattern.test(value)
    ? { value }
    : { reason: 'is not a time of the day', remedy: 'write it as HH:MM, such as 10:00' };
};

export const regionRule: Rule<string> = (text) =>
  regionPattern.test(text.toUpperCase())
    ? { value: text.toUpperCase() }
    : { reason: 'is not a region', remedy: 'write an ISO 3166-2 code such as ES-MD' };

/** A circumstance in the creditor's own words. */
export const wordRule: Rule<string> = (text) =>
  text.length > longestWord
    ? { reason: `has ${text.length} characters`, remedy: `use at most ${longestWord} characters` }
    : { value: text };
