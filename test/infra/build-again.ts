// Builds the bundles of production in a process of its own: a second build must leave every file as it is.
import { rmSync } from 'node:fs';
import { bundleOf, recordOf } from '#infra/bundle.ts';
import { stageNamed } from '#infra/stages.ts';

const stage = stageNamed('production');
// Otherwise nothing would be built.
rmSync(recordOf(stage));
bundleOf(stage, 'decide');
