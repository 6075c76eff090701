// Messages in as few requests as SQS allows, https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html

export const mostMessages = 10;
/** Of all messages of a request. Below the old bound of 256 KiB, which emulators may still have; no event that is posted is larger. */
export const mostBatchBytes = 250_000;

/** In their order; one that is larger than that by itself goes alone. */
export const batchesOf = (bodies: readonly string[]): readonly (readonly string[])[] => {
  const batches: string[][] = [];
  let bytes = 0;
  for (const body of bodies) {
    const size = Buffer.byteLength(body);
    const last = batches.at(-1);
    if (last === undefined || last.length === mostMessages || bytes + size > mostBatchBytes) {
      batches.push([body]);
      bytes = size;
    } else {
      last.push(body);
      bytes += size;
    }
  }
  return batches;
};
