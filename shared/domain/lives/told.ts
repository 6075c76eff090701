// A decision as it is told: field by field, so that one taken again can be compared with the one that was recorded.
import type { Cover, Decision } from '../decision.ts';
import type { RecordEntry } from './record.ts';

export type Told = Readonly<Record<string, string>>;

export type Difference = {
  readonly field: string;
  readonly recorded: string;
  readonly derived: string;
};

/** Undefined for an entry that decide() has no part in. */
export const tellRecorded = (entry: RecordEntry): Told | undefined => {
  switch (entry.is) {
    case 'made': {
      const { taking } = entry;
      return {
        kind: taking.kind,
        because: taking.because,
        stage: taking.stage,
        step: taking.step,
        channel: taking.channel,
        repetition: String(taking.repetition),
        attempt: String(taking.attempt),
        policyVersion: String(taking.policyVersion),
        ...(taking.segment === undefined ? {} : { segment: taking.segment, arm: taking.arm ?? 'none' }),
        covers: tellCovers(taking.covers),
      };
    }
    case 'ended':
      return entry.because === undefined
        ? undefined
        : { kind: entry.stage === 'closed' ? 'close' : 'hand-off', because: entry.because };
    case 'asked':
      return { kind: 'needs-person', because: entry.because, stage: entry.stage, step: entry.step };
    default:
      return undefined;
  }
};

export const tellDerived = (decision: Decision): Told => {
  const { kind, because } = decision;
  switch (decision.kind) {
    case 'contact':
    case 'task':
      return {
        kind,
        because,
        stage: decision.stage,
        step: decision.step,
        channel: decision.channel,
        repetition: String(decision.repetition),
        attempt: String(decision.attempt),
        policyVersion: String(decision.policyVersion),
        segment: decision.segment,
        arm: decision.arm ?? 'none',
        covers: tellCovers(decision.covers),
      };
    case 'wait':
    case 'enter':
      return { kind, because, stage: decision.stage };
    case 'needs-person':
      return { kind, because, stage: decision.stage, step: decision.step };
    case 'hand-off':
    case 'close':
      return { kind, because };
  }
};

/** Every cover with its amount, and with its step where it was its turn. */
const tellCovers = (covers: readonly Cover[]): string =>
  covers
    .map(({ invoice, balance, currency, step, stage, notice, repetition, attempt }) =>
      [
        `${invoice} ${balance} ${currency}`,
        ...(step === undefined ? [] : [`${stage} ${step} ${repetition}.${attempt}${notice ? ' notice' : ''}`]),
      ].join(' '),
    )
    .join(', ');

/** By what was recorded: fields that were not kept are not compared. Empty when nothing differs. */
export const compareTold = (recorded: Told, derived: Told): readonly Difference[] =>
  Object.entries(recorded).flatMap(([field, value]) => {
    const other = derived[field] ?? 'none';
    return other === value ? [] : [{ field, recorded: value, derived: other }];
  });
