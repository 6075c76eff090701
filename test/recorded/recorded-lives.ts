// The recorded lives as they lie in files: policies and laws once, then a line for each life, what it covers without the names of
// fields. Policies are read by their schema, as production reads them.
import { readFileSync, writeFileSync } from 'node:fs';
import type { Cover } from '#domain/decision.ts';
import type { Law } from '#domain/law.ts';
import type { DebtorRecord, RecordEntry, RecordedTaking } from '#domain/lives/record.ts';
import type { ReplayGround } from '#domain/lives/replay.ts';
import { type PolicyContent, policySchema } from '#domain/policy.ts';
import { type AppliedVersion, chainOf, type PolicySets } from './policy-sets.ts';

export type RecordedLife = {
  readonly name: string;
  /** Names of the policies and of the law that it was lived under. */
  readonly policies: string;
  readonly law: number;
  readonly record: DebtorRecord;
};
export type RecordedLives = {
  readonly policies: PolicySets;
  readonly laws: readonly Law[];
  readonly lives: readonly RecordedLife[];
};

type WrittenLaw = Omit<Law, 'holidays'> & {
  readonly holidays: { readonly place: string; readonly dates: readonly string[] };
};

export const readRecordedLives = (): RecordedLives => {
  const policies: PolicySets = JSON.parse(readFileSync(fileOf('policies'), 'utf8'));
  const laws: readonly WrittenLaw[] = JSON.parse(readFileSync(fileOf('laws'), 'utf8'));
  const lives: readonly WrittenLife[] = JSON.parse(readFileSync(fileOf('lives'), 'utf8'));
  return {
    policies: Object.fromEntries(
      Object.entries(policies).map(([name, versions]) => [
        name,
        versions.map((each) => ({ ...each, content: policySchema.parse(each.content) })),
      ]),
    ),
    laws: laws.map(({ packs, holidays: { place, dates } }) => ({ packs, holidays: { place, dates: new Set(dates) } })),
    lives: lives.map((life) => ({
      ...life,
      record: { ...life.record, entries: life.record.entries.map(unpack) },
    })),
  };
};

export const writeRecordedLives = ({ policies, laws, lives }: RecordedLives): void => {
  const written = laws.map(({ packs, holidays: { place, dates } }) => ({
    packs,
    holidays: { place, dates: [...dates] },
  }));
  writeFileSync(fileOf('policies'), `${JSON.stringify(policies)}\n`);
  writeFileSync(fileOf('laws'), `${JSON.stringify(written)}\n`);
  writeFileSync(fileOf('lives'), `[\n${lives.map(lineOf).join(',\n')}\n]\n`);
};

const lineOf = (life: RecordedLife): string =>
  JSON.stringify({ ...life, record: { ...life.record, entries: life.record.entries.map(pack) } });

type Packed = readonly [
  invoice: Cover['invoice'],
  balance: number,
  currency: string,
  due: string,
  turn?: readonly [
    step: string,
    stage: NonNullable<Cover['stage']>,
    notice: boolean,
    repetition: number,
    attempt: number,
  ],
];
type WrittenEntry =
  | Exclude<RecordEntry, { is: 'made' }>
  | (Omit<Extract<RecordEntry, { is: 'made' }>, 'taking'> & {
      readonly taking: Omit<RecordedTaking, 'covers'> & { readonly covers: readonly Packed[] };
    });
type WrittenLife = Omit<RecordedLife, 'record'> & {
  readonly record: Omit<DebtorRecord, 'entries'> & { readonly entries: readonly WrittenEntry[] };
};

const pack = (entry: RecordEntry): WrittenEntry =>
  entry.is === 'made' ? { ...entry, taking: { ...entry.taking, covers: entry.taking.covers.map(packCover) } } : entry;

const unpack = (entry: WrittenEntry): RecordEntry =>
  entry.is === 'made' ? { ...entry, taking: { ...entry.taking, covers: entry.taking.covers.map(unpackCover) } } : entry;

const packCover = ({ invoice, balance, currency, due, step, stage, notice, repetition, attempt }: Cover): Packed =>
  step === undefined || stage === undefined
    ? [invoice, balance, currency, due]
    : [invoice, balance, currency, due, [step, stage, notice ?? false, repetition ?? 1, attempt ?? 1]];

const unpackCover = ([invoice, balance, currency, due, turn]: Packed): Cover => {
  if (!turn) return { invoice, balance, currency, due };
  const [step, stage, notice, repetition, attempt] = turn;
  return { invoice, balance, currency, due, step, stage, notice, repetition, attempt };
};

const fileOf = (name: string): URL => new URL(`./${name}.json`, import.meta.url);

/** What a life is replayed on; `change` for a policy that says something else. */
export const groundOf = (
  { policies, laws }: Pick<RecordedLives, 'policies' | 'laws'>,
  life: Pick<RecordedLife, 'policies' | 'law'>,
  change: (content: PolicyContent) => PolicyContent = (content) => content,
): ReplayGround => {
  const law = laws[life.law];
  const versions = policies[life.policies];
  if (!law || !versions) throw new Error(`there is no law ${life.law} or no policies ${life.policies}`);
  const changed: readonly AppliedVersion[] = versions.map((each) => ({ ...each, content: change(each.content) }));
  return { policyOf: (version) => chainOf(changed, version), lawOf: () => law };
};
