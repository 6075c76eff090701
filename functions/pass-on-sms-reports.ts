// Brings what SNS has logged about text messages, as CloudWatch Logs hands it over, to the queue of delivery reports.
import { gunzipSync } from 'node:zlib';
import * as z from 'zod';
import { env, readEnvironment } from '#store/environment.ts';
import { handle, logger } from './handle.ts';
import { putOnQueue } from './put-on-queue.ts';

const queueUrl = readEnvironment(env.deliveryQueue);

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html */
const handedOver = z.object({ awslogs: z.object({ data: z.base64() }) });
const logs = z.object({ messageType: z.string(), logEvents: z.array(z.object({ message: z.string() })) });

export const handler = handle(handedOver, async ({ awslogs }): Promise<void> => {
  const { messageType, logEvents } = logs.parse(JSON.parse(gunzipSync(Buffer.from(awslogs.data, 'base64')).toString()));
  // A control message only asks whether somebody is there.
  if (messageType !== 'DATA_MESSAGE') return;
  await putOnQueue(
    queueUrl,
    logEvents.map(({ message }) => message),
  );
  logger.info('passed on', { reports: logEvents.length });
});
