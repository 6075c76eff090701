// Records lives anew: `npm run record:lives`. Only for a change that is meant to alter past decisions, and says so in docs/replay.md.
import fc from 'fast-check';
import { noLaw } from '#domain/law.ts';
import { laws as anyLaw } from '../domain/worlds.ts';
import { drawPolicySets } from './policy-sets.ts';
import { randomLife } from './random-life.ts';
import { recordLife } from './record-life.ts';
import { type RecordedLife, writeRecordedLives } from './recorded-lives.ts';

const seed = 20_260_302;
const livesOfEach = 13;

const policies = drawPolicySets(seed);
const [strict = noLaw] = fc.sample(anyLaw, { seed, numRuns: 50 }).filter(({ packs }) => packs.length > 0);
const laws = [noLaw, strict];

const lives = Object.entries(policies).flatMap(([name, versions], position) =>
  fc.sample(randomLife(versions), { seed: seed + position, numRuns: livesOfEach }).map(
    (planned, index): RecordedLife => ({
      name: `${name}-${index}`,
      policies: name,
      law: planned.law.packs.length > 0 ? 1 : 0,
      record: recordLife(planned),
    }),
  ),
);
writeRecordedLives({ policies, laws, lives });
const count = lives.reduce((sum, { record }) => sum + record.entries.filter(({ is }) => is === 'made').length, 0);
console.log(`${lives.length} lives with ${count} contacts are recorded.`);
