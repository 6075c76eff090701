// A letter: the words of a mail as paper says them. How they lie on the page is shared/channels/letter's.
import { type Account, accountOf } from './account.ts';
import { plainText, type Written, writtenOf } from './email-message.ts';
import { longDate } from './format.ts';
import { renderText } from './liquid.ts';
import type { LetterMessage, MessageData } from './message-data.ts';
import type { Texts } from './texts.ts';
import { variablesOf } from './variables.ts';

/** Throws BrokenInvariant for data that cannot be told truthfully. */
export const letterMessage = (data: MessageData, texts: Texts): LetterMessage => {
  const variables = variablesOf(data, texts);
  const account = accountOf(data, texts);
  const written = writtenOf(data, texts, variables, texts.letter);
  const { language, today } = data;
  return {
    channel: 'letter',
    language,
    today,
    date: longDate(today, language),
    recipient: variables.name,
    written: forPaper(written),
    ...{ rows: account.rows, figures: account.figures, columns: columnsOf(account, texts) },
    marks: { registered: texts.letter.registered, page: texts.letter.page },
    text: [written.subject, plainText(written, account, isSummed(data, account))].join('\n\n'),
  };
};

/** Page numbers are told when the pages are known. */
export const pageInWords = ({ marks }: Pick<LetterMessage, 'marks'>, page: number, pages: number): string =>
  renderText(marks.page, { page, pages });

const columnsOf = ({ rows }: Account, { labels }: Texts): LetterMessage['columns'] => ({
  invoice: labels.invoice,
  issued: labels.issued,
  due: labels.due,
  balance: labels.balance,
  added: rows.some(({ kinds }) => kinds !== '') ? labels.chargesShort : labels.interestShort,
});

/** Paper has no links, and shows its codes where they stand. */
const forPaper = ({ sections, ...written }: Written): LetterMessage['written'] => ({
  ...written,
  sections: sections
    .map(({ heading, paragraphs, bullets, codes }) => ({
      heading,
      paragraphs,
      bullets,
      codes: codes.map(({ image, caption }) => ({ png: image.png, caption })),
    }))
    .filter(({ paragraphs, bullets, codes }) => paragraphs.length + bullets.length + codes.length > 0),
});

const isSummed = ({ occasion }: MessageData, { rows }: Account): boolean => occasion !== undefined || rows.length > 0;
