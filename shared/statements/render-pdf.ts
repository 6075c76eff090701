// Writes a PDF from its definition. The library is loaded when a PDF is asked for, and not before: it is large.
import { createRequire } from 'node:module';
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';

/** In Roboto, which comes with the library and has the letters of all European languages. Reads no other file and no address. */
export const renderPdf = async (definition: TDocumentDefinitions): Promise<Buffer> => {
  const { default: pdfmake } = await import('pdfmake');
  const roboto = {
    normal: fontFile('Regular'),
    bold: fontFile('Medium'),
    italics: fontFile('Italic'),
    bolditalics: fontFile('MediumItalic'),
  };
  const files = Object.values(roboto);
  pdfmake.setFonts({ Roboto: roboto });
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => files.includes(path));
  return pdfmake.createPdf(definition).getBuffer();
};

const { resolve } = createRequire(import.meta.url);
const fontFile = (name: string): string => resolve(`pdfmake/fonts/Roboto/Roboto-${name}.ttf`);
