// Where the fonts of PDFs lie: in their packages. Bundles have them beside them instead: infra/lambda-fonts.ts.
import { createRequire } from 'node:module';

export const fontNames = [
  'Roboto-Regular.ttf',
  'Roboto-Medium.ttf',
  'Roboto-Italic.ttf',
  'Roboto-MediumItalic.ttf',
  'noto-sans-arabic-arabic-400-normal.woff',
  'noto-sans-arabic-arabic-700-normal.woff',
] as const;
export type FontName = (typeof fontNames)[number];

const { resolve } = createRequire(import.meta.url);

export const fontFile = (name: FontName): string =>
  resolve(name.startsWith('Roboto') ? `pdfmake/fonts/Roboto/${name}` : `@fontsource/noto-sans-arabic/files/${name}`);
