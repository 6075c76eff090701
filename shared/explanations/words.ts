// The words of one language in which decisions are explained, read from the YAML file that people edit, checked once and kept.
import * as z from 'zod';
import { channels, occasionNames, stageNames, tellers } from '#domain/vocabulary.ts';
import { named, wordsFiles } from '#templates/words-file.ts';
import { changeCodes } from './changes-of.ts';
import { allBecause, confidences, fieldNames, heldBackCodes, lawKinds, placedFields } from './codes.ts';

export const wordsSchema = z.strictObject({
  'as-of': named(['now', 'future', 'past']),
  kinds: named([
    'contact',
    'occasion',
    'task',
    'wait',
    'enter',
    'scheduled',
    'needs-person',
    'hand-off',
    'close',
    'placed',
    'internal',
  ]),
  /** With an article, for sentences; and by themselves, for lists. */
  channels: named(channels),
  media: named(channels),
  stages: named(stageNames),
  because: named(allBecause),
  /** Why a message that is due has not left yet. */
  sending: named(['stop', ...heldBackCodes, 'until']),
  details: named([
    'unsaid-yet',
    'unsaid',
    'hold-until',
    'hold-open',
    'last-contact',
    'small',
    'credit',
    'lead',
    'notice-given',
    'notice-missing',
    'too-small',
    'settled',
    'attempts',
    'prefers',
  ]),
  /** Whose word a wish of the debtor is, and of when. */
  sources: named(tellers),
  occasions: named(occasionNames),
  reach: named(['opted-out', 'undeliverable', 'no-consent', 'barred', 'no-address', 'unwritten']),
  passedOver: named(['no-document', 'host-not-allowed', 'no-carrier']),
  counted: named(['due', 'issue', 'end-of-month', 'entry', 'business']),
  week: named(['pair', 'range', 'never']),
  fields: named([...placedFields, ...fieldNames]),
  laws: named(lawKinds),
  windows: named(['day', 'week', 'days']),
  confidence: named(confidences),
  segments: named(['default', 'rule', 'none', 'arm']),
  versions: named(['built-in', 'same', 'pin', 'next-stage']),
  changes: named(changeCodes),
  next: named(['contact', 'task', 'needs-person', 'hand-off', 'close', 'rest']),
  lines: named(['moment', 'why', 'until', 'until-fact', 'policy', 'law', 'changes', 'no-advice']),
});

export type Words = Readonly<z.output<typeof wordsSchema>>;

export const wordsOf = wordsFiles(wordsSchema, import.meta.url);
