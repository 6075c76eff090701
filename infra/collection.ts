// The road of one invoice: the functions of its steps and the two workflows that call them.
import { Duration, type Stack } from 'aws-cdk-lib';
import type { FunctionProps } from 'aws-cdk-lib/aws-lambda';
import { env } from '#store/environment.ts';
import { grantClock, grantObjects, grantTable } from './grants.ts';
import { awaitingPlace, contacting, type ItemAccess, looking } from './item-access.ts';
import { grantThreads, type Listening } from './listening.ts';
import { grantMessages, type Mail } from './mail.ts';
import { NodeFunction } from './node-function.ts';
import type { Portfolio } from './portfolio.ts';
import { grantVoice } from './voice.ts';
import { grantWhatsApp } from './whatsapp.ts';
import { definitionHash, Workflow } from './workflow.ts';

export type Collection = {
  readonly collection: Workflow;
  readonly handoff: Workflow;
  readonly sendMessage: NodeFunction;
};

export const addCollection = (stack: Stack, portfolio: Portfolio, mail: Mail, listening: Listening): Collection => {
  const step = (name: string, accesses: readonly ItemAccess[], props: Partial<FunctionProps> = {}): NodeFunction => {
    const added = new NodeFunction(stack, name, portfolio, props);
    grantTable(added, ...accesses);
    grantClock(added);
    return added;
  };
  /** Steps that compare the definition they serve with the one deployed, and raise the run when it is another. */
  const lookingStep = (name: string, workflow: string): NodeFunction => {
    const added = step(name, [looking]);
    added.addEnvironment(env.definition, definitionHash(workflow));
    added.addEnvironment(env.definitionGrace, String(portfolio.stage.definitionGraceSeconds));
    return added;
  };

  const decide = lookingStep('decide', 'collection');
  const openTask = step('open-task', [contacting]);
  const askOperations = step('ask-operations', [{ INVOICE: ['GetItem'], DEBTOR: ['PutItem'] }]);
  // Where a rate is missing, a person is asked once.
  const sendMessage = step('send-message', [contacting, awaitingPlace, { RATES: ['PutItem'] }], {
    memorySize: 1024,
    timeout: Duration.seconds(55),
  });
  // What is sent is the version that was registered; where it is gone, a person is asked for it.
  // Letters are handed over in the bucket, and completed from what was kept where a sender broke off.
  grantObjects(sendMessage, {
    reads: ['contacts/'],
    versions: ['documents/'],
    misses: ['documents/', 'contacts/'],
    writes: ['contacts/', 'letters/outbox/', 'letters/sent/'],
  });
  grantMessages(sendMessage, mail);
  grantWhatsApp(sendMessage);
  grantVoice(sendMessage);
  grantThreads(sendMessage, listening);

  const assess = lookingStep('assess', 'handoff');
  const askApproval = step('ask-approval', [{ INVOICE: ['GetItem'], DEBTOR: ['PutItem'], POLICY: ['GetItem'] }]);
  const keepInternal = step('keep-internal', [{ INVOICE: ['GetItem', 'UpdateItem'], DEBTOR: ['PutItem'] }]);
  const place = step('place', [
    { INVOICE: ['GetItem', 'PutItem', 'UpdateItem'], DEBTOR: ['GetItem', 'Query', 'UpdateItem'], POLICY: ['GetItem'] },
  ]);
  const writeDossier = step('write-dossier', [
    { INVOICE: ['GetItem', 'Query'], DEBTOR: ['GetItem', 'Query'], POLICY: ['GetItem'] },
  ]);
  grantObjects(writeDossier, { writes: ['dossiers/'] });

  const handoff = new Workflow(stack, 'handoff', portfolio, {
    invokes: [assess, askApproval, askOperations, keepInternal, place, writeDossier],
    rests: 'INVOICE',
  });
  const collection = new Workflow(stack, 'collection', portfolio, {
    invokes: [decide, sendMessage, openTask, askOperations],
    rests: 'INVOICE',
    handsOffTo: handoff,
  });
  return { collection, handoff, sendMessage };
};
