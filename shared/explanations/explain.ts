// A decision in plain words: what, when, by which rules of policy and law, and what would change it. Pure.
import type { IsoInstant } from '#domain/calendar.ts';
import type { Decision } from '#domain/decision.ts';
import { claimable } from '#domain/decisions/pause-of.ts';
import type { Facts } from '#domain/facts.ts';
import type { Policy } from '#domain/policy.ts';
import type { Language } from '#domain/vocabulary.ts';
import { renderText } from '#templates/liquid.ts';
import { becauseInWords } from './because-in-words.ts';
import { changesOf } from './changes-of.ts';
import { detailsOf } from './details-of.ts';
import type { Coming, Explanation, Stance } from './explanation.ts';
import { linesOf } from './lines-of.ts';
import { rulesOf } from './rules-of.ts';
import { segmentInWords, versionInWords } from './treatment.ts';
import { type View, viewOf } from './view.ts';
import { type WrittenMoment, writtenMoment } from './written-moment.ts';

export type ToExplain = {
  readonly facts: Facts;
  readonly policy: Policy;
  readonly decision: Decision;
  /** When the decision is taken. */
  readonly now: IsoInstant;
  readonly language: Language;
  readonly next?: Coming;
  readonly stance?: Stance;
};

export const explain = ({ facts, policy, decision, now, language, next, stance = 'now' }: ToExplain): Explanation => {
  const view = viewOf(facts, policy, decision, now, language);
  const { scene, words } = view;
  const { invoice, debtor } = facts;
  const written = (at: IsoInstant): WrittenMoment => writtenMoment(at, debtor.timeZone, language);
  const when = written(now);
  const until = decision.wakeAt === null ? null : written(decision.wakeAt);
  const { segment, strategy, because, arm } = scene.standing;
  const isWithAgency = invoice.stage === 'placed' && decision.kind !== 'close';
  const told = {
    invoice: invoice.invoice,
    kind: decision.kind,
    asOf: renderText(words['as-of'][stance], { invoice: invoice.invoice, debtor: debtor.name, when: when.words }),
    what: whatOf(view),
    when,
    until,
    because: {
      code: decision.because,
      words: becauseInWords(decision.because, scene.policy, language),
      details: detailsOf(view),
    },
    rules: rulesOf(view),
    segment: { name: segment, strategy, because, words: segmentInWords(view) },
    ...(arm === undefined ? {} : { arm }),
    policyVersion: { followed: scene.policyVersion, newest: policy.version, words: versionInWords(view) },
    ...(next === undefined ? {} : { next: { ...next, words: comingInWords(next, view) } }),
    wouldChange: changesOf(decision, isWithAgency).map((change) => ({
      change,
      words: renderText(words.changes[change], { until: until?.words ?? '' }),
    })),
  };
  return { ...told, lines: linesOf(told, view) };
};

const whatOf = ({ scene, decision, words, money }: View): string => {
  const { facts, policy, date } = scene;
  const { invoice, debtor } = facts;
  if (decision.kind !== 'close' && (invoice.stage === 'placed' || invoice.stage === 'internal'))
    return words.kinds[invoice.stage];
  const isScheduled = (decision.kind === 'wait' || decision.kind === 'enter') && decision.because === 'scheduled';
  const occasion = 'occasion' in decision ? decision.occasion : undefined;
  return renderText(words.kinds[isScheduled ? 'scheduled' : occasion ? 'occasion' : decision.kind], {
    occasion: occasion ? words.occasions[occasion.name] : '',
    invoice: invoice.invoice,
    debtor: debtor.name,
    asked: money(claimable(invoice, policy, date)),
    others: 'covers' in decision ? decision.covers.length - 1 : 0,
    stage: 'stage' in decision ? words.stages[decision.stage] : '',
    step: 'step' in decision ? decision.step : '',
    channel: 'channel' in decision ? words.channels[decision.channel] : '',
  });
};

const comingInWords = ({ kind, at, step, channel, lead }: Coming, { scene, words, language }: View): string => {
  const { debtor, invoice } = scene.facts;
  return renderText(words.next[kind], {
    debtor: debtor.name,
    when: writtenMoment(at, debtor.timeZone, language).words,
    step: step ?? '',
    channel: channel === undefined ? '' : words.channels[channel],
    led: lead !== undefined && lead !== invoice.invoice,
    lead: lead ?? '',
  });
};
