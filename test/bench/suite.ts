// One suite of the bench, named by the first argument, in a process of its own: none runs on another's heap, compiled code or local
// AWS. Prints its measures as JSON.
import { suites } from './suites.ts';

const [name = ''] = process.argv.slice(2);
const measures = await suites[name]?.();
process.stdout.write(JSON.stringify(measures), () => process.exit());
