// recaudo webhook: makes and rotates the secret by which an ERP signs, and posts a file as the ERP would.
import { Command } from 'commander';
import { mostBytes } from '#intake/webhook/read-posted.ts';
import { sign, signatureHeader } from '#intake/webhook/signature.ts';
import { type CreditorOptions, contextOf, stackCommand, withCreditor } from '../command.ts';
import { CommandFailed, exitCodes } from '../exit.ts';
import { readInput } from '../read-input.ts';
import { secretsOf, webhookAddress } from '../webhook-address.ts';
import { minute } from '../written.ts';

export const webhookCommand = (): Command =>
  new Command('webhook')
    .summary('make the secret of a signed webhook, and try it')
    .description('The signed webhook, for ERPs that cannot reach EventBridge.')
    .addCommand(secretCommand())
    .addCommand(sendCommand());

const secretCommand = (): Command =>
  withCreditor(
    stackCommand('secret', 'make the secret by which an ERP signs; it is shown this once', [
      ['webhook secret --creditor acme', 'the first one, or since when there is one'],
      ['webhook secret --creditor acme --rotate', 'a new one; the one before is taken for a week more'],
    ]).option('--rotate', 'make a new one'),
  ).action(async (options: CreditorOptions & { readonly rotate?: boolean }) => {
    const { stack, output } = await contextOf(options);
    const { findWebhookSecret, makeWebhookSecret } = await import('#store/webhook-secrets.ts');
    const { creditor } = options;
    const place = secretsOf(stack);
    const before = await findWebhookSecret(place.prefix, creditor);
    const address = webhookAddress(stack, creditor, 'PROFILE');
    if (before !== undefined && !options.rotate) {
      const until = before.previous?.until ?? null;
      output.answer({ creditor, since: before.since, previousUntil: until, address }, () => [
        `Creditor ${creditor} has a secret since ${minute(before.since)} UTC; it was shown when it was made.`,
        ...(until === null ? [] : [`The one before is taken until ${minute(until)} UTC.`]),
        `Lost it? recaudo webhook secret --creditor ${creditor} --rotate`,
      ]);
      return;
    }
    const made = await makeWebhookSecret(place, creditor, before, new Date().toISOString());
    const until = made.previous?.until ?? null;
    output.answer({ creditor, secret: made.current, since: made.since, previousUntil: until, address }, () => [
      `Secret of ${creditor}, shown this once: give it to the ERP.`,
      `  ${made.current}`,
      `Post to ${address}, PROFILE being events, documents or the name of a profile.`,
      'It is taken within a minute.',
      ...(until === null ? [] : [`The one before is taken until ${minute(until)} UTC.`]),
    ]);
  });

const sendCommand = (): Command =>
  withCreditor(
    stackCommand('send', 'sign a file and post it to the webhook, as an ERP would', [
      ['webhook send event.json --creditor acme', 'one of our events, or a list of them'],
      ['webhook send invoice.xml --creditor acme --profile documents', 'an e-invoice'],
      ['webhook send list.csv --creditor acme --profile odoo', 'whatever a profile reads'],
    ])
      .argument('<file>', 'what is posted, up to 256 KiB')
      .option('--profile <name>', 'events, documents, or the name of a profile', 'events'),
  ).action(async (file: string, options: CreditorOptions & { readonly profile: string }) => {
    const body = readInput(file);
    if (body.length > mostBytes)
      throw new CommandFailed(exitCodes.badInput, `${file} has more than ${mostBytes} bytes; upload it as a batch`);
    const { stack, output } = await contextOf(options);
    const { findWebhookSecret } = await import('#store/webhook-secrets.ts');
    const { creditor, profile } = options;
    const secret = await findWebhookSecret(secretsOf(stack).prefix, creditor);
    if (secret === undefined)
      throw new CommandFailed(
        exitCodes.notFound,
        `creditor ${creditor} has no secret yet: recaudo webhook secret --creditor ${creditor}`,
      );
    const answer = await post(webhookAddress(stack, creditor, profile), secret.current, body);
    output.answer(answer, () => [`${answer.status} ${JSON.stringify(answer.answer)}`]);
    if (answer.status >= 500) process.exitCode = exitCodes.failed;
    else if (answer.status >= 400) process.exitCode = exitCodes.badInput;
  });

const post = async (
  address: string,
  secret: string,
  body: Uint8Array,
): Promise<{ readonly status: number; readonly answer: unknown }> => {
  const response = await fetch(address, {
    method: 'POST',
    headers: {
      'content-type': 'application/octet-stream',
      [signatureHeader]: sign(secret, Math.floor(Date.now() / 1000), body),
    },
    body: Buffer.from(body),
    signal: AbortSignal.timeout(30_000),
  });
  const text = await response.text();
  try {
    return { status: response.status, answer: JSON.parse(text) };
  } catch {
    return { status: response.status, answer: text };
  }
};
