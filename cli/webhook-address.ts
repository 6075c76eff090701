// Where the webhook of a stack listens, and where its secrets lie.
import type { Stack } from './connect.ts';

/** The address for one creditor and profile. The local AWS has no name of its own for each API: there the address is a path. */
export const webhookAddress = ({ WebhookUrl, endpoint }: Stack, creditor: string, profile: string): string =>
  `${endpoint === undefined ? WebhookUrl : localUrl(WebhookUrl, endpoint)}events/${encodeURIComponent(creditor)}/${encodeURIComponent(profile)}`;

export const localUrl = (url: string, endpoint: string): string => {
  const [, api = '', stage = ''] = /^https?:\/\/([^.]+)\.execute-api\.[^/]+\/([^/]+)\/$/.exec(url) ?? [];
  return `${endpoint}/restapis/${api}/${stage}/_user_request_/`;
};

export const secretsOf = ({ Stage }: Stack): { readonly prefix: string; readonly key: string } => ({
  prefix: `/recaudo/${Stage}/webhook`,
  key: `alias/recaudo-${Stage}`,
});
