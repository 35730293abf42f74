import {existsSync} from 'node:fs';
import {chromium} from 'playwright-core';
import type {Browser} from 'playwright-core';

const PLACES = [
  process.env['PLANWRIGHT_CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The browser installed here. Without one, tests in it are skipped on somebody's machine and fail in continuous integration. */
export const executablePath = PLACES.find((path) => path !== undefined && existsSync(path));

export const noBrowser = executablePath === undefined && process.env['CI'] === undefined;
if (noBrowser) {
  console.warn(
    'No Chromium or Chrome was found: the tests in a browser are skipped. Set PLANWRIGHT_CHROMIUM to its path.',
  );
}

export async function openChromium(): Promise<Browser> {
  if (executablePath === undefined) throw new Error('Continuous integration needs Chromium; .ci/run installs it');
  return chromium.launch({executablePath, args: FLAGS});
}

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];
