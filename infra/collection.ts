// The road of one invoice: the functions of its steps and the two workflows that call them.
import { Duration, type Stack } from 'aws-cdk-lib';
import { env } from '#store/environment.ts';
import { grantObjects, grantTable } from './grants.ts';
import { grantMessages, type Mail } from './mail.ts';
import { NodeFunction } from './node-function.ts';
import type { Portfolio } from './portfolio.ts';
import { definitionHash, Workflow } from './workflow.ts';

export type Collection = {
  readonly collection: Workflow;
  readonly handoff: Workflow;
  readonly sendMessage: NodeFunction;
};

export const addCollection = (stack: Stack, portfolio: Portfolio, mail: Mail): Collection => {
  const step = (name: string, props = {}): NodeFunction => {
    const added = new NodeFunction(stack, name, portfolio, props);
    grantTable(added, { writes: ['INVOICE', 'DEBTOR', 'PERSON'], reads: ['POLICY'] });
    return added;
  };
  /** Steps that compare the definition they serve with the one deployed. */
  const lookingStep = (name: string, workflow: string): NodeFunction => {
    const added = step(name);
    added.addEnvironment(env.definition, definitionHash(workflow));
    added.addEnvironment(env.definitionGrace, String(portfolio.stage.definitionGraceSeconds));
    return added;
  };

  const decide = lookingStep('decide', 'collection');
  const openTask = step('open-task');
  const askOperations = step('ask-operations');
  const sendMessage = step('send-message', { memorySize: 1024, timeout: Duration.seconds(55) });
  grantObjects(sendMessage, { writes: ['contacts/'] });
  grantMessages(sendMessage, mail);

  const assess = lookingStep('assess', 'handoff');
  const askApproval = step('ask-approval');
  const keepInternal = step('keep-internal');
  const place = step('place');
  const writeDossier = new NodeFunction(stack, 'write-dossier', portfolio);
  grantTable(writeDossier, { reads: ['INVOICE', 'DEBTOR', 'POLICY'] });
  grantObjects(writeDossier, { writes: ['dossiers/'] });

  const handoff = new Workflow(stack, 'handoff', portfolio, {
    invokes: [assess, askApproval, askOperations, keepInternal, place, writeDossier],
    rests: true,
  });
  const collection = new Workflow(stack, 'collection', portfolio, {
    invokes: [decide, sendMessage, openTask, askOperations],
    rests: true,
    handsOffTo: handoff,
  });
  return { collection, handoff, sendMessage };
};
