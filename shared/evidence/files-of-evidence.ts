// The files of a bundle of evidence, by their names in it. The same evidence makes the same bytes.
import { createHash } from 'node:crypto';
import { renderPdf } from '#statements/render-pdf.ts';
import { type Evidence, jsonOfEvidence, jsonOfRegister, policyFile, registerFile } from './evidence.ts';
import { pdfOfEvidence } from './pdf-of-evidence.ts';
import { readmeOfEvidence } from './readme-of-evidence.ts';

export type Files = ReadonlyMap<string, Uint8Array>;

/** In the order of their names; the manifest names every other file with its SHA-256, as `sha256sum -c` reads it. */
export const filesOfEvidence = async (evidence: Evidence): Promise<Files> => {
  const files = new Map<string, Uint8Array>([
    ['README.txt', bytesOf(readmeOfEvidence(evidence))],
    ['evidence.json', jsonFile(jsonOfEvidence(evidence))],
    ...evidence.registers.map(
      (each, position) => [registerFile(each, position), jsonFile(jsonOfRegister(evidence, each))] as const,
    ),
    ['summary.pdf', await renderPdf(pdfOfEvidence(evidence))],
    ...evidence.policies.map(({ version, content }) => [policyFile(version), jsonFile(content)] as const),
    ...evidence.messages,
  ]);
  const named = [...files].toSorted(([one], [other]) => (one < other ? -1 : 1));
  const manifest = named.map(([name, content]) => `${createHash('sha256').update(content).digest('hex')}  ${name}\n`);
  return new Map([['MANIFEST.sha256', bytesOf(manifest.join(''))], ...named]);
};

const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'utf8');
const jsonFile = (value: unknown): Uint8Array => bytesOf(`${JSON.stringify(value, null, 2)}\n`);
