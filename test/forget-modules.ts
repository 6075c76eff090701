// Each file meets our modules anew, with no memory of what another one did; libraries are loaded once for all files of a worker.
import { vi } from 'vitest';

vi.resetModules();
