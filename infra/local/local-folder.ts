// Where everything that belongs to the local AWS of this checkout lies; it may be deleted whenever nothing runs.
import { join } from 'node:path';

export const projectFolder = join(import.meta.dirname, '../..');
export const localFolder = join(projectFolder, '.local');
