// Writes a PDF from its definition. The library is loaded when a PDF is asked for, and not before: it is large.
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { fontFile } from '#statements/font-files.ts';

/** The fonts of a definition: Roboto has the letters of all European languages, the other those of Arabic. */
const fonts = {
  Roboto: {
    normal: fontFile('Roboto-Regular.ttf'),
    bold: fontFile('Roboto-Medium.ttf'),
    italics: fontFile('Roboto-Italic.ttf'),
    bolditalics: fontFile('Roboto-MediumItalic.ttf'),
  },
  Arabic: {
    normal: fontFile('noto-sans-arabic-arabic-400-normal.woff'),
    bold: fontFile('noto-sans-arabic-arabic-700-normal.woff'),
  },
};

/** Reads no file but fonts, and no address. */
export const renderPdf = async (definition: TDocumentDefinitions): Promise<Buffer> => {
  const { default: pdfmake } = await import('pdfmake');
  const files = Object.values(fonts).flatMap((each) => Object.values(each));
  pdfmake.setFonts(fonts);
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => files.includes(path));
  return pdfmake.createPdf(definition).getBuffer();
};
