// Steps whose words are not there, lack something that every message owes its reader, or are harsher than their stage.
import { isCarrying } from '../invoice-document.ts';
import type { PolicyContent, Step } from '../policy.ts';
import { missingSender } from '../policy-senders.ts';
import {
  type Channel,
  type Language,
  languages,
  type StageName,
  type Template,
  type Tone,
  templates,
} from '../vocabulary.ts';
import { type Lint, warning } from './lint.ts';
import { stepLists } from './step-lists.ts';

export type TextElement = 'amount' | 'due date' | 'consequence' | 'ways to pay' | 'contact' | 'opt-out';
export type TextUse = {
  readonly stage: StageName;
  readonly tone: Tone;
  readonly channel: Channel;
  readonly language: Language;
  /** The text that the step names. */
  readonly template?: Template;
};

/** What the texts of a deployment lack for a use; 'text' where there is none at all. */
export type Lacks = (use: TextUse) => readonly TextElement[] | 'text';

/** `sends` are the channels that this deployment has a sender for. */
export const textLints = (policy: PolicyContent, lacks: Lacks, sends: readonly Channel[]): readonly Lint[] =>
  stepLists(policy).flatMap(({ path, steps }) =>
    steps.flatMap((step, index) => {
      const at = [...path, index];
      return [
        ...lintsOfChannels(step, at, sends, policy),
        ...lintsOfTone(step, at),
        ...lintsOfTexts(step, at, lacks, sends),
      ];
    }),
  );

const channelsOf = ({ channel, fallback }: Pick<Step, 'channel' | 'fallback'>): readonly Channel[] => [
  channel,
  ...[fallback ?? []].flat(),
];

/** What nothing can send: of steps, and of occasions. */
export const lintsOfChannels = (
  step: Pick<Step, 'channel' | 'fallback'>,
  path: Lint['path'],
  sends: readonly Channel[],
  { creditor }: Pick<PolicyContent, 'creditor'>,
): readonly Lint[] =>
  channelsOf(step).flatMap((channel) => {
    const lint = {
      path: [...path, channel === step.channel ? 'channel' : 'fallback'],
      severity: 'error',
      code: 'no-sender',
    } as const;
    if (!sends.includes(channel)) {
      const reason = `nothing sends by ${channel} in this deployment`;
      return [{ ...lint, reason, remedy: `use one of ${sends.join(', ')}` }];
    }
    const field = missingSender(creditor, channel);
    if (field === undefined) return [];
    const reason = `creditor ${creditor.id} has nothing to send by ${channel} from`;
    return [{ ...lint, reason, remedy: `set creditor.${field}, or use another channel` }];
  });

/** Firm words fit a debt that has been asked for in vain, not one that is not due or has just become so. */
const lintsOfTone = ({ stage, tone }: Step, path: Lint['path']): readonly Lint[] => {
  if (tone !== 'firm' || (stage !== 'preventive' && stage !== 'administrative')) return [];
  const reason = `firm is harsher than "${stage}" allows`;
  return [warning([...path, 'tone'], 'harsh-tone', reason, 'use warm or plain')];
};

const lintsOfTexts = (step: Step, path: Lint['path'], lacks: Lacks, sends: readonly Channel[]): readonly Lint[] => {
  const template = templates.find((each) => each === step.template);
  const uses = channelsOf(step)
    .filter((channel) => sends.includes(channel))
    .flatMap((channel) =>
      languages.map((language): TextUse => {
        const use = { stage: step.stage, tone: step.tone, channel, language };
        return template === undefined || unwrittenFor(template).includes(channel) ? use : { ...use, template };
      }),
    );
  return [
    ...lintsOfTemplate(step, path, template),
    ...uses.flatMap((use) => {
      const missing = lacks(use);
      const where = `the ${use.tone} text of "${use.template ?? use.stage}" for ${use.channel} in ${use.language}`;
      if (missing === 'text')
        return [warning(path, 'no-text', `${where} does not exist`, 'write it in shared/templates')];
      if (missing.length === 0) return [];
      return [warning(path, 'text-lacks', `${where} lacks ${missing.join(', ')}`, 'add it in shared/templates')];
    }),
  ];
};

/** The invoice itself is sent, not said. */
const unwrittenFor = (template: Template): readonly Channel[] =>
  template === 'invoice' ? ['voice', 'call', 'visit'] : [];

const lintsOfTemplate = (step: Step, path: Lint['path'], template: Template | undefined): readonly Lint[] => {
  if (step.template === undefined) return [];
  const at = [...path, 'template'];
  if (template === undefined) {
    const reason = `"${step.template}" is no text that comes with Recaudo: where the creditor's own have none, that of its stage is sent`;
    return [warning(at, 'no-text', reason, `upload it under own, or use one of ${templates.join(', ')}`)];
  }
  const spoken = channelsOf(step).filter((channel) => unwrittenFor(template).includes(channel));
  const without =
    isCarrying(step) || template !== 'invoice' ? [] : ['it says "here is your invoice" and has none with it'];
  return [
    ...spoken.map((channel) =>
      warning(
        at,
        'no-text',
        `there is no text "${template}" for ${channel}: the one of its stage and tone is used`,
        `leave ${channel} out`,
      ),
    ),
    ...without.map((reason) => warning(at, 'no-document', reason, 'add attach: [invoice] or link: [invoice]')),
  ];
};
