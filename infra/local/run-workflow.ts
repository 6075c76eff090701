// Starts a workflow and waits for its end.
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';

/** Throws when the execution does not succeed, with the workflow's name and the cause. */
export const runWorkflow = async (stateMachineArn: string, input: unknown): Promise<void> => {
  const workflows = new SFNClient({});
  const { executionArn = '' } = await workflows.send(
    new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }),
  );
  for (;;) {
    const { status, error, cause } = await workflows.send(new DescribeExecutionCommand({ executionArn }));
    if (status === 'SUCCEEDED') return;
    if (status !== 'RUNNING')
      throw new Error(`${stateMachineArn.split(':').at(-1)} ended ${status}: ${error ?? ''} ${cause ?? ''}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};
