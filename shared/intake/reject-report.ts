// Rejected rows as a CSV file for those who sent them: their own columns, then where and why and what to do. Corrected, it
// can be uploaded as it is: the columns added here are passed over.
import { csvLine, utf8Mark } from './csv-line.ts';
import type { RejectedRow } from './formats/parsed-row.ts';
import { addedColumns } from './formats/returned-file.ts';

/** The first line, from any rejected row of the file. */
export const rejectHeader = ({ raw }: RejectedRow): string =>
  `${utf8Mark}${csvLine([...ownColumns(raw), ...addedColumns])}`;

/** One line for one row; where several things are wrong with it, they are separated by " | ". */
export const rejectLine = ({ line, rejected, raw }: RejectedRow): string =>
  csvLine([
    ...ownColumns(raw).map((column) => raw[column] ?? ''),
    String(line),
    rejected.map(({ field }) => field).join(' | '),
    rejected.map(({ reason }) => reason).join(' | '),
    rejected.map(({ remedy }) => remedy).join(' | '),
  ]);

/** A file that was returned before has our columns already: they are written anew. */
const ownColumns = (raw: RejectedRow['raw']): string[] =>
  Object.keys(raw).filter((column) => !addedColumns.some((added) => added === column));
