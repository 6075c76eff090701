// Reads as many rows as its argument says from a stream and makes chunks of them as Split Batch does, with the modules of that function
// loaded, in a process of its own; prints the most memory that it held, in MiB.
import { Readable } from 'node:stream';
import { readUpload } from '#intake/batch/read-upload.ts';
import { startTally } from '#intake/batch-report.ts';
import { findImportProfile } from '#intake/profiles/built-in-profiles.ts';
import { ibmRows } from './ibm-rows.ts';
import { peakMemory } from './peak-memory.ts';

await import('#functions/split-batch.ts');

const count = Number(process.argv[2]);
const tally = startTally();
let bytes = 0;
let chunk: string[] = [];
const rows = readUpload(
  () => Readable.from(ibmRows(count)),
  'ibm',
  async () => findImportProfile('ibm'),
);
for await (const row of rows) {
  tally.add(row);
  if ('entry' in row) chunk.push(JSON.stringify(row.entry));
  if (chunk.length < 200) continue;
  bytes += Buffer.byteLength(`[${chunk.join(',')}]`);
  chunk = [];
}
const { rows: read, rejected } = tally.result();
if (read !== count || rejected > 0 || bytes === 0)
  throw new Error(`${count} rows were expected, ${read - rejected} came`);
process.stdout.write(String(peakMemory()));
