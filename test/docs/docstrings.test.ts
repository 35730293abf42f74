import {join} from 'node:path';
import ts from 'typescript';
import {describe, expect, it} from 'vitest';
import {root} from './pages.js';

const entries = ['schemas/index.ts', 'runtime/index.ts', 'runtime/import/index.ts'].map((path) => join(root, path));

describe('every public name', () => {
  it('says what it is', {timeout: 60_000}, () => {
    const {config} = ts.readConfigFile(join(root, 'tsconfig.base.json'), (path) => ts.sys.readFile(path)) as {
      config: {compilerOptions: object};
    };
    const {options} = ts.convertCompilerOptionsFromJson({...config.compilerOptions, noEmit: true}, root);
    const program = ts.createProgram(entries, options);
    const checker = program.getTypeChecker();
    const bare = entries.flatMap((entry) => {
      const file = program.getSourceFile(entry);
      const module = file && checker.getSymbolAtLocation(file);
      if (!module) throw new Error(`No exports in ${entry}`);
      return checker
        .getExportsOfModule(module)
        .map((symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol))
        .filter((symbol) => symbol.getDocumentationComment(checker).length === 0)
        .map(({name}) => name);
    });
    expect(bare).toEqual([]);
  });
});
