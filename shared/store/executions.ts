// The executions that carry invoices: started by name, woken by token, looked up by name. Nothing here decides.
import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  InvalidToken,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import type { InvoiceKey } from '#domain/facts.ts';
import { executionName, requestName } from './keys.ts';

const executions = new SFNClient({});

/** Starts the execution of a run; one that was started before is left as it is. */
export const startRun = async (
  stateMachineArn: string,
  { creditor, invoice }: InvoiceKey,
  run: number,
): Promise<void> => {
  try {
    await executions.send(
      new StartExecutionCommand({
        stateMachineArn,
        name: executionName({ creditor, invoice }, run),
        input: JSON.stringify({ creditor, invoice, run }),
      }),
    );
  } catch (error) {
    if (!(error instanceof ExecutionAlreadyExists)) throw error;
  }
};

/** Of what a person asks of a batch, one execution for each request: it may be asked again where that was interrupted. */
export const startOnBatch = async (stateMachineArn: string, batch: string, event: string): Promise<void> => {
  try {
    const input = JSON.stringify({ batch, event });
    await executions.send(new StartExecutionCommand({ stateMachineArn, name: requestName(batch, event), input }));
  } catch (error) {
    if (!(error instanceof ExecutionAlreadyExists)) throw error;
  }
};

/** Starts the pass of reconcile that wakes invoices which rest because sending was stopped. Twice is no harm. */
export const startWaking = async (reconcileArn: string): Promise<void> => {
  const input = JSON.stringify({ started: { look: {} } });
  await executions.send(new StartExecutionCommand({ stateMachineArn: reconcileArn, input }));
};

/** Resumes a resting execution. `gone`: the token was used, has timed out, or its execution ended. */
export const wakeExecution = async (taskToken: string): Promise<'woken' | 'gone'> => {
  try {
    await executions.send(new SendTaskSuccessCommand({ taskToken, output: '{}' }));
    return 'woken';
  } catch (error) {
    if (error instanceof TaskTimedOut || error instanceof TaskDoesNotExist || error instanceof InvalidToken)
      return 'gone';
    throw error;
  }
};

export type ExecutionState = { readonly arn: string; readonly running: boolean; readonly input: string };

export const describeExecution = async (executionArn: string): Promise<ExecutionState | undefined> => {
  try {
    const { status, input = '{}' } = await executions.send(new DescribeExecutionCommand({ executionArn }));
    return { arn: executionArn, running: status === 'RUNNING', input };
  } catch (error) {
    if (error instanceof ExecutionDoesNotExist) return undefined;
    throw error;
  }
};

export const stopExecution = async (executionArn: string, cause: string): Promise<void> => {
  await executions.send(new StopExecutionCommand({ executionArn, error: 'Repaired', cause }));
};

export const executionArnOf = (stateMachineArn: string, key: InvoiceKey, run: number): string =>
  `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${executionName(key, run)}`;
