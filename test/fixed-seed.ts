// Mutation testing: properties draw the same few worlds for every mutant.
import fc from 'fast-check';

fc.configureGlobal({ seed: 20261128, numRuns: 20 });
