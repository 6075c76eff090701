// How a provider's client must be set up where a call must not be repeated.

/**
 * No retry of its own, and a fresh connection for each message: a kept one that the provider has closed meanwhile (a function is
 * frozen between calls) would fail in the middle of a call and leave an outcome that nobody knows.
 */
export const sendOnce = {
  maxAttempts: 1,
  requestHandler: {
    connectionTimeout: 3_000,
    requestTimeout: 10_000,
    throwOnRequestTimeout: true,
    httpAgent: { keepAlive: false },
    httpsAgent: { keepAlive: false },
  },
} as const;
