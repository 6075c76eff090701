// What is known after asking a provider to send, which is never more than its answer tells.

/** `permanent`: this address will be refused again. Whatever concerns the account, the sender or the moment is not. */
export type SendResult =
  | { readonly kind: 'accepted'; readonly providerId: string }
  | { readonly kind: 'refused'; readonly code: string; readonly permanent: boolean }
  | { readonly kind: 'unknown'; readonly code: string };

/** Calls a provider once, and says what is known then; `call` answers the id that the provider gave the message. */
export const handOver = async (
  call: () => Promise<string | undefined>,
  isPermanent: (code: string, message: string) => boolean,
): Promise<SendResult> => {
  try {
    const providerId = await call();
    return providerId === undefined ? { kind: 'unknown', code: 'no-message-id' } : { kind: 'accepted', providerId };
  } catch (error) {
    return resultOf(error, isPermanent);
  }
};

/**
 * Reads a failed call. Refused: the provider answered with a client error (4xx), or no connection was made, so it cannot have
 * taken the message. Unknown: a time-out, a broken connection or a server error (5xx), after which it may have. Anything else
 * is a fault of ours and is thrown again.
 */
export const resultOf = (error: unknown, isPermanent: (code: string, message: string) => boolean): SendResult => {
  if (!(error instanceof Error)) throw error;
  const status = statusOf(error);
  const code = codeOf(error) ?? error.name;
  if (status !== undefined) {
    // 408: the provider gave up waiting, and does not say for what.
    if (status < 400 || status >= 500 || status === 408) return { kind: 'unknown', code: error.name };
    return { kind: 'refused', code: error.name, permanent: isPermanent(error.name, error.message) };
  }
  if (neverConnected.has(code)) return { kind: 'refused', code, permanent: false };
  if (error.name === 'TimeoutError' || error.name === 'AbortError' || brokenConnection.test(code)) {
    return { kind: 'unknown', code };
  }
  throw error;
};

const neverConnected = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'CredentialsProviderError']);
const brokenConnection = /^(E[A-Z_]+|UND_ERR_\w+|HPE_\w+)$/;

const statusOf = (error: Error): number | undefined => {
  if (!('$metadata' in error) || typeof error.$metadata !== 'object' || error.$metadata === null) return undefined;
  const { $metadata } = error;
  return 'httpStatusCode' in $metadata && typeof $metadata.httpStatusCode === 'number'
    ? $metadata.httpStatusCode
    : undefined;
};

const codeOf = (error: Error): string | undefined =>
  'code' in error && typeof error.code === 'string' ? error.code : undefined;
