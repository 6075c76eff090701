// What somebody wrote in an answer, without the message that it answers, and without signatures of programs.
import { plain, wordLists } from './word-lists.ts';

/** Answers quote what came before, below a line that says so; whoever writes between the quoted lines is read as well. */
export const newText = (text: string): string => {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const end = lines.findIndex((line, index) => isBorder(line) || isBorder(`${line} ${lines[index + 1] ?? ''}`));
  const own = (end === -1 ? lines : lines.slice(0, end)).filter((line) => !/^\s*>/.test(line));
  return own.join('\n').trim();
};

/** The line above a quotation, in one line or in two; or the one above a signature. */
const isBorder = (line: string): boolean => {
  if (/^-- ?$/.test(line) || /^\s*-{3,}.*-{3,}\s*$/.test(line) || /^\s*_{10,}\s*$/.test(line)) return true;
  const said = `${plain(line)}${line.trim().endsWith(':') ? ':' : ''}`;
  return borders.some((border) => border.test(said) || border.test(line.trim().toLowerCase()));
};

const borders: readonly RegExp[] = Object.values(wordLists).flatMap(({ quoted }) =>
  quoted.map((pattern) => new RegExp(pattern, 'u')),
);
