// Builds the bundles of production in a process of its own: a second build must leave every file as it is.
import { bundleOf } from '#infra/bundle.ts';
import { stageNamed } from '#infra/stages.ts';

bundleOf(stageNamed('production'), 'decide');
