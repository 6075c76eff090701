// The one place that uses middy: parse the input, log with the invocation's context, publish metrics, log what went wrong.
import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics } from '@aws-lambda-powertools/metrics';
import middy from '@middy/core';
import type { z } from 'zod';
import { BrokenInvariant } from '#domain/errors.ts';

export const logger = new Logger();
export const metrics = new Metrics();

/** A handler with a checked input. An input of another shape is a broken contract between state and handler. */
export const handle = <Schema extends z.ZodType, Output>(
  schema: Schema,
  work: (input: z.output<Schema>) => Promise<Output>,
) =>
  middy<unknown, Output>()
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .after(publishMetrics)
    .onError(({ error }) => {
      publishMetrics();
      logger.error('failed', { error });
    })
    .handler(async (event) => work(parse(schema, event)));

const publishMetrics = (): void => {
  if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
};

const parse = <Schema extends z.ZodType>(schema: Schema, event: unknown): z.output<Schema> => {
  const parsed = schema.safeParse(event);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  throw new BrokenInvariant(`the input does not fit the contract: ${problems}`);
};
