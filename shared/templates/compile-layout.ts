// Compiles the email layout: `npm run build:templates` writes email.generated.html, which is committed and read at run time.
import { readFileSync, writeFileSync } from 'node:fs';
import mjml2html from 'mjml';
import { BadInput } from '#domain/errors.ts';

/** The layout as HTML, still with its Liquid places. The same source gives the same page. */
export const compileLayout = async (): Promise<string> => {
  const source = readFileSync(new URL('./email.mjml', import.meta.url), 'utf8');
  // No fonts: the defaults would be fetched from elsewhere, and nobody learns when a debtor opens a message.
  const { html, errors } = await mjml2html(source, { fonts: {}, keepComments: true, validationLevel: 'strict' });
  if (errors.length > 0) {
    throw new BadInput('bad-layout', errors.map(({ formattedMessage }) => formattedMessage).join('\n'));
  }
  return `${html.trim()}\n`;
};

if (import.meta.main) {
  writeFileSync(new URL('./email.generated.html', import.meta.url), await compileLayout());
}
