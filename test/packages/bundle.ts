import {rolldown} from 'rolldown';

/** A module bundled for a browser with all that it needs, minified. */
export async function bundleForBrowser(input: string, minify = true): Promise<string> {
  const build = await rolldown({input, platform: 'browser', logLevel: 'silent'});
  const {output} = await build.generate({format: 'esm', minify, codeSplitting: false});
  await build.close();
  return output.map((file) => (file.type === 'chunk' ? file.code : '')).join('\n');
}
