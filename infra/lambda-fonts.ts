// Where bundles find the fonts of PDFs: beside them. It stands in for shared/statements/font-files.ts there.
import { fileURLToPath } from 'node:url';

export const fontFile = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
