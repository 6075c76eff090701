// Values of packs that nobody has verified, and that the policy does not say to have looked at.
import type { Confidence } from '../law.ts';
import type { PolicyContent } from '../policy.ts';
import { closestName } from '../segments/closest-name.ts';
import { type Lint, warning } from './lint.ts';

/** A value of a pack, such as "PE-consumer.interest". */
export type StatedValue = {
  readonly id: string;
  readonly says: string;
  readonly confidence: Confidence;
};

/** `values` are all of the packs that concern the policy. */
export const unverifiedLaw = (policy: PolicyContent, values: readonly StatedValue[]): readonly Lint[] => {
  const doubtful = new Map(values.filter(isDoubtful).map((value) => [value.id, value]));
  const waiting = [...doubtful.values()]
    .filter(({ id }) => !policy.acknowledge.includes(id))
    .map(({ id, says, confidence }) =>
      warning(
        ['jurisdiction'],
        'unverified-law',
        confidence === 'U' ? `${id} is ${marks.U}` : `${id} is ${marks[confidence]}: "${says}"`,
        `have somebody look at it, then add ${id} to acknowledge`,
      ),
    );
  const ids = [...doubtful.keys()];
  const idle = policy.acknowledge.flatMap((id, index): readonly Lint[] => {
    if (doubtful.has(id)) return [];
    const close = closestName(id, ids);
    const remedy = close === undefined ? 'leave it out' : `did you mean "${close}"?`;
    return [
      warning(['acknowledge', index], 'idle-acknowledgement', `no value ${id} waits for acknowledgement`, remedy),
    ];
  });
  return [...waiting, ...idle];
};

const isDoubtful = ({ confidence }: StatedValue): boolean => confidence === 'M' || confidence === 'U';

const marks: Readonly<Record<Confidence, string>> = {
  S1: 'read in the official text',
  S2: 'from a secondary source',
  D: 'derived',
  M: 'from memory, not verified',
  U: 'unknown',
};
