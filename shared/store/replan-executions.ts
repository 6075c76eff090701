// The executions that walk a replan: named by creditor and version, so that two starts of the same are one.
import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { Conflict } from '#domain/errors.ts';
import { replanName } from './keys.ts';

const executions = new SFNClient({});

/** More interruptions of one replan are a matter for people. */
const mostTries = 50;

/** Starts the walk, or the next try where the one before has ended. Where one goes on, two may: their work is the same. */
export const startReplan = async (stateMachineArn: string, creditor: string, version: number): Promise<void> => {
  for (let attempt = 1; attempt <= mostTries; attempt += 1) {
    try {
      await executions.send(
        new StartExecutionCommand({
          stateMachineArn,
          name: replanName(creditor, version, attempt),
          input: JSON.stringify({ creditor, version }),
        }),
      );
      return;
    } catch (error) {
      if (!(error instanceof ExecutionAlreadyExists)) throw error;
    }
  }
  throw new Conflict(`the replan of version ${version} of ${creditor} was interrupted ${mostTries} times`);
};

/** How the last try of a replan fares: undefined when none was started. */
export const findReplanStatus = async (
  stateMachineArn: string,
  creditor: string,
  version: number,
): Promise<string | undefined> => {
  let last: string | undefined;
  for (let attempt = 1; attempt <= mostTries; attempt += 1) {
    const name = replanName(creditor, version, attempt);
    const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
    try {
      last = (await executions.send(new DescribeExecutionCommand({ executionArn }))).status;
    } catch (error) {
      if (!(error instanceof ExecutionDoesNotExist)) throw error;
      return last;
    }
  }
  return last;
};
