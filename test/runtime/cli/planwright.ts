import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {onTestFinished} from 'vitest';

export interface Outcome {
  readonly exit: number | null;
  readonly out: string;
  readonly err: string;
}

const root = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** Plan and data of the template the command line is tested on. */
export const template = {
  plan: root('templates/saas/new-and-renewal/plan.json'),
  data: root('templates/saas/new-and-renewal/data'),
  expected: root('templates/saas/new-and-renewal/expected'),
};

/** Runs the built program as a user does, in English unless the environment says otherwise. */
export function planwright(words: readonly string[], env: Readonly<Record<string, string>> = {}): Outcome {
  const {LC_ALL: _a, LC_MESSAGES: _b, ...rest} = process.env;
  const {status, stdout, stderr} = spawnSync(process.execPath, [root('runtime/bin/planwright.js'), ...words], {
    encoding: 'utf8',
    env: {...rest, LANG: 'C.UTF-8', ...env},
  });
  return {exit: status, out: stdout, err: stderr};
}

/** A folder for one test, gone afterwards. */
export function withFolder(body: (folder: string, write: (name: string, text: string) => string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'planwright-cli-'));
  try {
    body(folder, (name, text) => {
      const path = join(folder, name);
      writeFileSync(path, text);
      return path;
    });
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}

/** A folder that is there until the test that asks for it ends. */
export function folderForTest(): string {
  const folder = mkdtempSync(join(tmpdir(), 'planwright-cli-'));
  onTestFinished(() => {
    rmSync(folder, {recursive: true, force: true});
  });
  return folder;
}

/** The answer of `--json`. */
export function answerOf<T = Record<string, unknown>>({out}: Outcome): T {
  return JSON.parse(out) as T;
}
