// Writes a proposed profile as the YAML file that a person goes on with: doubts stand above as comments.
import { stringify } from 'yaml';
import type { Proposal } from './propose-profile.ts';

export const profileText = ({ draft, doubts }: Proposal, name: string): string => {
  const comments = doubts.map(({ field, doubt }) => `# ${field}: ${doubt}`.replace(/[\r\n]+/g, ' '));
  const head = [
    '# Proposed from the columns of a file: check it, then read files by it. docs/profiles.md says what it may hold.',
  ];
  return `${[...head, ...comments].join('\n')}\n${stringify({ ...draft, name }, { lineWidth: 0 })}`;
};

/** A name that a profile may have, from that of a file. */
export const profileName = (file: string): string => {
  const [base = ''] = (file.split(/[\\/]/).at(-1) ?? '').split('.');
  const name = base
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  return name === '' ? 'proposed' : name;
};
