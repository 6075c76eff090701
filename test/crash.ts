// Makes the process crash, as far as one handler can tell, right after its n-th write to AWS has taken effect.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

// All clients of the SDK inherit `send` from one class.
export const awsClient: { send: (...args: readonly unknown[]) => Promise<unknown> } = Object.getPrototypeOf(
  DynamoDBClient.prototype,
);

const writes = /^(Put|Update|Delete|TransactWrite|BatchWrite|Send|Publish|Start|Stop)/;

/** Whether a call to a client is one that changes something. */
export const isWrite = ([command]: readonly unknown[]): boolean =>
  typeof command === 'object' && command !== null && writes.test(command.constructor.name) && !isPlace(command);

/** Places to send in are taken before anything is claimed, by some messages and not by others. */
const isPlace = (command: object): boolean =>
  'input' in command && JSON.stringify(Object(command.input).Key ?? '').includes('"SENDING#');

export class Crashed extends Error {
  override readonly name = 'Crashed';
}

/** Runs `work` with a crash after its n-th write (from 1). Answers whether it came that far. */
export const crashAfterWrite = async (n: number, work: () => Promise<unknown>): Promise<boolean> => {
  const { send } = awsClient;
  let count = 0;
  let dead = false;
  awsClient.send = async function (this: unknown, ...args: readonly unknown[]) {
    if (dead) throw new Crashed('the process is gone');
    const answer: unknown = await Reflect.apply(send, this, [...args]);
    if (isWrite(args)) {
      count += 1;
      if (count === n) {
        dead = true;
        throw new Crashed(`crashed after write ${n}`);
      }
    }
    return answer;
  };
  try {
    await work();
    return false;
  } catch (error) {
    if (!dead) throw error;
    return true;
  } finally {
    awsClient.send = send;
  }
};

/** Crashes after the first write, begins again and crashes after the second, until it comes through. */
export const throughCrashes = async (work: () => Promise<unknown>): Promise<void> => {
  for (let write = 1; write < 100; write += 1) if (!(await crashAfterWrite(write, work))) return;
  throw new Error('it never came through');
};
