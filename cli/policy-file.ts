// Reads a policy file that a person named, with what it extends beside it, and says what is wrong with it.
import { basename } from 'node:path';
import type { IsoInstant } from '#domain/calendar.ts';
import type { RateBook } from '#domain/money/charges/rate-book.ts';
import type { InFlight, PolicyContent } from '#domain/policy.ts';
import { inFlightModes } from '#domain/policy.ts';
import { checkPolicy, missingRatesOf, type PolicyCheck } from '#policies/check-policy.ts';
import type { Finding } from '#policies/finding.ts';
import { describeProblems, readPolicy } from '#policies/read-policy.ts';
import { readApplyKey, readUpload } from '#policies/read-upload.ts';
import { pathBeside, resolveBeside } from './beside-file.ts';
import { CommandFailed, exitCodes } from './exit.ts';
import { readInput } from './read-input.ts';

/** One that is to be planned or applied; whether its rates are known, the stack says. Throws CommandFailed, bad input, with every error of the file; or when it is another creditor's. */
export const readPolicyToApply = (file: string, creditor: string | undefined): PolicyContent => {
  const reading = readUpload(textOf(file), { today: today(), rates: 'later', ...sourcesOf(file) });
  if (!reading.ok)
    throw new CommandFailed(exitCodes.badInput, `${describeProblems(file, reading.problems)}\nnothing was applied`);
  const { id } = reading.content.creditor;
  if (creditor !== undefined && creditor !== id)
    throw new CommandFailed(exitCodes.badInput, `${file} is the policy of ${id}, not of ${creditor}`);
  return reading.content;
};

/** One that is only to be lived: lints do not stop it. Throws CommandFailed, bad input, with every error of the file. */
export const readPolicyFile = (file: string): PolicyContent => {
  const reading = readPolicy(readApplyKey(textOf(file)).rest, sourcesOf(file));
  if (reading.ok) return reading.content;
  throw new CommandFailed(exitCodes.badInput, `the policy does not hold:\n${describeProblems(file, reading.problems)}`);
};

/** Everything that is found in a file, by the names by which a person would open the files. */
export const checkPolicyFile = (file: string, rates: RateBook): PolicyCheck => {
  const { rest, problem } = readApplyKey(textOf(file));
  const checked = checkPolicy(rest, { today: today(), rates, ...sourcesOf(file) });
  const problems = problem ? [...checked.problems, problem] : checked.problems;
  const named = (finding: Finding): Finding =>
    finding.file === undefined || finding.file === 'default'
      ? finding
      : { ...finding, file: pathBeside(file, finding.file) };
  return {
    ok: checked.ok && problems.length === 0,
    content: checked.content,
    problems: problems.map(named),
    lints: checked.lints.map(named),
  };
};

const textOf = (file: string): string => Buffer.from(readInput(file)).toString('utf8');
const sourcesOf = (file: string) => ({ file: basename(file), resolve: resolveBeside(file) });
const today = (): string => new Date().toISOString().slice(0, 10);

/** Throws CommandFailed, bad input, where the policy leaves a rate to the law that the stack does not know today. */
export const checkRates = async (content: PolicyContent, now: IsoInstant): Promise<void> => {
  const { loadRates } = await import('#store/rates.ts');
  const missing = missingRatesOf(content, now.slice(0, 10), await loadRates());
  if (missing.length > 0) throw new CommandFailed(exitCodes.badInput, `${missing.join('\n')}\nnothing was applied`);
};

/** Throws CommandFailed, bad input. */
export const inFlightOf = (text: string | undefined): InFlight => {
  const mode = inFlightModes.find((each) => each === text);
  if (mode) return mode;
  throw new CommandFailed(
    exitCodes.badInput,
    `--in-flight says what becomes of invoices already in collection: now (they follow the new policy at once), next-stage (from their next stage on) or pin (never)${text === undefined ? '' : `; not "${text}"`}`,
  );
};
