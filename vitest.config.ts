import {fileURLToPath} from 'node:url';
import {defineConfig} from 'vitest/config';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      {find: /^@planwright\/schemas$/, replacement: here('schemas/index.ts')},
      {find: /^@planwright\/runtime$/, replacement: here('runtime/index.ts')},
      {find: /^@planwright\/runtime\/import$/, replacement: here('runtime/import/index.ts')},
      {find: /^@planwright\/runtime\/node$/, replacement: here('runtime/node/index.ts')},
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    benchmark: {include: ['test/bench/**/*.bench.ts']},
    pool: 'threads',
    maxWorkers: 2,
    testTimeout: 20_000,
    passWithNoTests: true,
    reporters: ['default', './scripts/summary-reporter.mjs'],
  },
});
