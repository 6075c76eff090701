// The address that answers of one account come to, and the account's token in it.

/** @example replyAddress('k3…', 'replies.acme.com') is "reply-k3…@replies.acme.com" */
export const replyAddress = (token: string, domain: string): string => `reply-${token}@${domain}`;

/** The token of the first address that is one of ours; undefined where none is. */
export const tokenIn = (addresses: readonly string[]): string | undefined =>
  addresses
    .map((address) => /^reply-([a-z2-7]{24})@/.exec(address.toLowerCase())?.[1])
    .find((each) => each !== undefined);
