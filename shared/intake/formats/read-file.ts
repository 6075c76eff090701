// Reads whatever file finance has: unpacks it, finds out what it is by its content, never by its name, and reads it.
import { BadInput } from '#domain/errors.ts';
import { chooseTable, proposeTable } from './choose-table.ts';
import { decodeText } from './decode-text.ts';
import { type FileProfile, withoutSettled } from './file-profile.ts';
import { invoiceInPdf } from './invoice-in-pdf.ts';
import type { ReadFile } from './notes.ts';
import { collected, type OpenedFile, rowsOf } from './opened-file.ts';
import type { ParsedFile } from './parsed-file.ts';
import type { Proposal } from './propose-profile.ts';
import type { RawTable } from './raw-table.ts';
import { readDelimited } from './read-delimited.ts';
import { isJson, readJson } from './read-json.ts';
import { isMt940, readMt940 } from './read-mt940.ts';
import { openTable } from './read-table.ts';
import { readWorkbook } from './read-workbook.ts';
import { isXml, readXml } from './read-xml.ts';
import { forReturned, returnedBy } from './returned-file.ts';
import { unpack } from './unpack.ts';

export type ReadOptions = {
  readonly profile?: FileProfile | undefined;
  /** Without a profile, refuse what needs one instead of proposing it. */
  readonly isStrict?: boolean;
  /** Reads when invoices were paid, too, where the profile says where that stands: for simulations. */
  readonly readsSettled?: boolean;
};

/** Formats that say themselves what each value is, and need no profile. */
type OwnFormat = { readonly is: (text: string) => boolean; readonly read: (text: string) => ReadFile };
const ownFormats: readonly OwnFormat[] = [
  { is: isXml, read: readXml },
  { is: isMt940, read: readMt940 },
];

/** Whether a text is a list with separators between its columns: by its beginning, for the rest may be long. */
export const isDelimited = (text: string): boolean => !ownFormats.some(({ is }) => is(text)) && !isJson(text);

/** Throws BadInput when the file as a whole cannot be read, or is strict and has no profile. */
export const readFile = (bytes: Uint8Array, given: ReadOptions = {}): ParsedFile => {
  const options = asReturned(given, bytes);
  const content = contentOf(bytes, options.profile);
  return 'told' in content ? content.told : collected(openTables(content, options));
};

/** As `readFile`, of a PDF too: the invoice that is attached to it. */
export const readAnyFile = async (bytes: Uint8Array, options: ReadOptions = {}): Promise<ParsedFile> =>
  readFile(await invoiceInPdf(bytes), options);

/** The same, with its rows to be read one by one, and options as `asReturned` gives them. */
export const openFile = (bytes: Uint8Array, options: ReadOptions = {}): OpenedFile => {
  const content = contentOf(bytes, options.profile);
  if (!('told' in content)) return openTables(content, options);
  const { format, profile, warnings } = content.told;
  return { format, profile, rows: rowsOf(content.told), warnings: () => warnings };
};

/** The same options, with the profile as it reads rejected rows that come back; by the beginning of the file. */
export const asReturned = (options: ReadOptions, head: Uint8Array): ReadOptions => {
  const delimiter = options.profile === undefined ? undefined : returnedBy(head.subarray(0, longestHeader));
  return options.profile === undefined || delimiter === undefined
    ? options
    : { ...options, profile: forReturned(options.profile, delimiter) };
};

const longestHeader = 65_536;

/** What would be read without a profile, to be looked at first. Throws BadInput as `readFile` does. */
export const proposeFor = (bytes: Uint8Array): { readonly proposal: Proposal; readonly read: ParsedFile } => {
  const content = contentOf(bytes, undefined);
  if ('told' in content) {
    throw new BadInput(
      'needs-none',
      `a file of ${content.told.format} says itself what its values are: it needs no profile`,
    );
  }
  const { table, proposal, warnings } = proposeTable(content.tables);
  const opened = openTable(table, proposal.profile, proposal.headed);
  return { proposal, read: collected(withWarnings(opened, [...content.warnings, ...warnings])) };
};

type Tables = { readonly tables: readonly RawTable[]; readonly warnings: readonly string[] };

const contentOf = (bytes: Uint8Array, profile: FileProfile | undefined): Tables | { readonly told: ParsedFile } => {
  const unpacked = unpack(bytes);
  if (unpacked.kind === 'workbook') return { tables: readWorkbook(unpacked.entries), warnings: [] };
  const { text, encoding } = decodeText(unpacked.bytes, profile?.encoding);
  const own = ownFormats.find(({ is }) => is(text));
  if (own) return { told: namedByFormat(own.read(text)) };
  return {
    tables: [isJson(text) ? readJson(text, profile?.path) : readDelimited(text, profile?.delimiter)],
    warnings: encoding === 'windows-1252' && profile?.encoding === undefined ? [oldText] : [],
  };
};

export const oldText = 'the text is not UTF-8: it was read as windows-1252';

const namedByFormat = (read: ReadFile): ParsedFile => ({ ...read, profile: read.format });

const openTables = (content: Tables, { profile, isStrict, readsSettled }: ReadOptions): OpenedFile => {
  if (profile !== undefined) {
    const used = readsSettled === true ? profile : withoutSettled(profile);
    const { table, headed, warnings } = chooseTable(content.tables, used);
    return withWarnings(openTable(table, used, headed), [...content.warnings, ...warnings]);
  }
  if (isStrict === true) {
    throw new BadInput(
      'no-profile',
      'the file needs a profile that says what its columns are, and none was given; recaudo profile proposes one',
    );
  }
  const { table, proposal, warnings } = proposeTable(content.tables);
  const opened = openTable(table, proposal.profile, proposal.headed);
  return withWarnings(opened, [...content.warnings, ...warnings, ...saidOf(proposal)]);
};

const saidOf = ({ profile, fields, doubts }: Proposal): readonly string[] => [
  `no profile was given; proposed for ${profile.kind}: ${fields.join(', ')}`,
  ...doubts.map(({ field, doubt }) => `${field}: ${doubt}`),
];

const withWarnings = (opened: OpenedFile, more: readonly string[]): OpenedFile => ({
  ...opened,
  warnings: () => [...more, ...opened.warnings()],
});
