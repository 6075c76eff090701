// Champion and challengers: which arm a debtor follows, always the same one, by a hash of who it is and what the arm is called.
import type { DebtorKey } from '../facts.ts';
import type { PolicyContent } from '../policy.ts';

export type Arm = PolicyContent['arms'][number];

/**
 * The arm of a debtor of a segment, undefined for the champion: the segment's own strategy. Each arm in turn draws from the
 * debtors that no arm before it took, at the odds that make its share of all of them exact; so one added after the others,
 * or a share that grows, moves nobody out of an arm, and the draws of different names do not depend on each other.
 */
export const armOf = (arms: readonly Arm[], { creditor, debtor }: DebtorKey, segment: string): Arm | undefined => {
  let left = 100;
  for (const arm of arms) {
    if (arm.segment !== undefined && arm.segment !== segment) continue;
    if (drawOf(creditor, debtor, arm.name) * left < arm.percent * draws) return arm;
    left -= arm.percent;
  }
  return undefined;
};

const draws = 10_000;

/** 0 to 9999, evenly: who is hashed with what does not tell what it is hashed to with something else. */
export const drawOf = (creditor: string, debtor: string, arm: string): number =>
  hashOf(`${creditor}\0${debtor}\0${arm}`) % draws;

/** FNV-1a over UTF-8, 32 bits, then the mixing of MurmurHash3, without which similar names fall close together. */
const hashOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (const byte of utf8.encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
};

const utf8 = new TextEncoder();
