// The last line of every test run, over all projects: how many tests passed and how many failed.
import type { Reporter, TestModule } from 'vitest/node';

export class CountLine implements Reporter {
  #passed = 0;
  #failed = 0;

  onInit(): void {
    // At the exit, because whatever fails after the last test also counts.
    process.once('exit', (code) => {
      const failed = code === 0 ? this.#failed : Math.max(1, this.#failed);
      process.stdout.write(`${this.#passed} passed, ${failed} failed\n`);
    });
  }

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    this.#passed = 0;
    this.#failed = unhandledErrors.length;
    for (const module of modules) {
      const states = [...module.children.allTests()].map((test) => test.result().state);
      this.#passed += states.filter((state) => state === 'passed').length;
      const failures = states.filter((state) => state === 'failed').length;
      // A file that could not be loaded, or a hook that threw, fails without a test.
      this.#failed += failures === 0 && module.state() === 'failed' ? 1 : failures;
    }
  }
}
