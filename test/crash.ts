// Makes the process crash, as far as one handler can tell, right after its n-th write to AWS has taken effect.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

// All clients of the SDK inherit `send` from one class.
const base: { send: (...args: readonly unknown[]) => Promise<unknown> } = Object.getPrototypeOf(
  DynamoDBClient.prototype,
);

const writes = /^(Put|Update|Delete|TransactWrite|BatchWrite|Send|Publish|Start|Stop)/;

export class Crashed extends Error {
  override readonly name = 'Crashed';
}

/** Runs `work` with a crash after its n-th write (from 1). Answers whether it came that far. */
export const crashAfterWrite = async (n: number, work: () => Promise<unknown>): Promise<boolean> => {
  const { send } = base;
  let count = 0;
  let dead = false;
  base.send = async function (this: unknown, ...args: readonly unknown[]) {
    if (dead) throw new Crashed('the process is gone');
    const [command] = args;
    const answer: unknown = await Reflect.apply(send, this, [...args]);
    if (typeof command === 'object' && command !== null && writes.test(command.constructor.name)) {
      count += 1;
      if (count === n) {
        dead = true;
        throw new Crashed(`crashed after ${command.constructor.name}, write ${n}`);
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
    base.send = send;
  }
};

/** Crashes after the first write, begins again and crashes after the second, until it comes through. */
export const throughCrashes = async (work: () => Promise<unknown>): Promise<void> => {
  for (let write = 1; write < 100; write += 1) if (!(await crashAfterWrite(write, work))) return;
  throw new Error('it never came through');
};
