// recaudo charges FILE: what may be charged on one late invoice, and how each line came about, without any stack.
import { Command } from 'commander';
import { answerCase } from '../charges/answer-case.ts';
import { readChargeCase } from '../charges/charge-case.ts';
import { chargesAsJson, chargesInWords } from '../charges/charges-in-words.ts';
import { withJson } from '../command.ts';
import { outputTo } from '../output.ts';
import { readText } from '../read-input.ts';

export const chargesCommand = (): Command =>
  withJson(new Command('charges'), 'compute interest, compensation and collection costs of a case; needs no stack', [
    ['charges samples/charges/gb.json', 'an invoice of a British business, each line to recompute by hand'],
    ['charges - --json < case.json', 'from standard input, as one JSON object'],
  ])
    .argument('<case>', 'a case in JSON, see docs/money.md; "-" reads standard input')
    .action((file: string, { json }: { json?: boolean }) => {
      const given = readChargeCase(readText(file), file === '-' ? 'standard input' : file);
      const charges = answerCase(given);
      const { asOf, currency } = given;
      outputTo(json === true).answer(chargesAsJson(charges, asOf, currency), () =>
        chargesInWords(charges, asOf, currency),
      );
    });
