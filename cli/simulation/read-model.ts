// Reads a response model: a YAML file that names only what differs from the defaults.
import { LineCounter, parseDocument } from 'yaml';
import { missing } from '#domain/events.ts';
import { defaultResponseModel, type ResponseModel, responseModelSchema } from '#domain/simulation/response-model.ts';
import { CommandFailed, exitCodes } from '../exit.ts';
import { readInput } from '../read-input.ts';

/** Throws CommandFailed that names each field and what is wrong with it. */
export const readModel = (file: string | undefined): ResponseModel => {
  if (file === undefined) return defaultResponseModel;
  const lines = new LineCounter();
  const document = parseDocument(Buffer.from(readInput(file)).toString('utf8'), {
    lineCounter: lines,
    prettyErrors: false,
  });
  const [error] = document.errors;
  if (error) {
    const { line, col } = lines.linePos(error.pos[0]);
    throw new CommandFailed(exitCodes.badInput, `${file}:${line}:${col} ${error.message}`);
  }
  const parsed = responseModelSchema.safeParse(document.toJS() ?? {}, { error: missing });
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`);
  throw new CommandFailed(
    exitCodes.badInput,
    `${file} is no response model: ${problems.join('; ')}; see docs/simulate.md`,
  );
};
