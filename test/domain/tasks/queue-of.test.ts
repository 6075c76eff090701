import { expect, it } from 'vitest';
import { queueOf, tasks } from '#domain/policy-tasks.ts';

const terms = tasks.parse({
  queues: [
    { name: 'visits', kinds: ['visit'] },
    { name: 'late', kinds: ['call'], stages: ['extrajudicial', 'handoff'] },
    { name: 'portuguese', languages: ['pt'] },
  ],
});
it.each([
  [{ kind: 'visit', stage: 'handoff', language: 'pt' }, 'visits'],
  [{ kind: 'call', stage: 'handoff', language: 'pt' }, 'late'],
  [{ kind: 'call', stage: 'administrative', language: 'pt' }, 'portuguese'],
  [{ kind: 'call', stage: 'administrative', language: 'es' }, 'general'],
  [{ kind: 'operations', stage: 'closed', language: 'en' }, 'general'],
] as const)('%j waits in %s', (task, queue) => expect(queueOf(terms, task)).toBe(queue));
