// Something happens in the middle of one handler, while others in the same process go on: right before its n-th command to AWS, or its
// death right after its n-th write.
import { AsyncLocalStorage } from 'node:async_hooks';
import { awsClient, Crashed, isWrite } from '#test/crash.ts';

export type Interference = {
  /** Before this command, from 1. */
  readonly before?: { readonly command: number; readonly act: () => Promise<void> };
  readonly crashAfter?: number;
};

/** What the handler answers; nothing if it died. Whatever else it throws is thrown. */
export const interfered = async <Answer>(
  work: () => Promise<Answer>,
  { before, crashAfter }: Interference,
): Promise<{ readonly answer?: Answer; readonly acted: boolean }> => {
  const { send } = awsClient;
  const mine = new AsyncLocalStorage<{ commands: number; writes: number; isDead: boolean; acted: boolean }>();
  const state = { commands: 0, writes: 0, isDead: false, acted: false };
  awsClient.send = async function (this: unknown, ...args: readonly unknown[]) {
    const here = mine.getStore();
    if (!here) return Reflect.apply(send, this, [...args]);
    if (here.isDead) throw new Crashed('the process is gone');
    here.commands += 1;
    if (here.commands === before?.command) {
      here.acted = true;
      // Somebody else's work: it is not counted, and goes on though the handler died.
      await mine.exit(before.act);
    }
    const answer: unknown = await Reflect.apply(send, this, [...args]);
    if (isWrite(args)) here.writes += 1;
    if (isWrite(args) && here.writes === crashAfter) {
      here.isDead = true;
      throw new Crashed(`crashed after write ${crashAfter}`);
    }
    return answer;
  };
  try {
    return { answer: await mine.run(state, work), acted: state.acted };
  } catch (error) {
    if (!state.isDead) throw error;
    return { acted: state.acted };
  } finally {
    awsClient.send = send;
  }
};
