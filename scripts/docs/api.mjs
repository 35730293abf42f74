import {readFileSync} from 'node:fs';
import ts from 'typescript';
import {page} from './write.mjs';

/** The modules that others import, as they are named; what is generated from the schemas has pages of its own. */
const MODULES = {
  '@planwright/runtime': 'runtime/index.ts',
  '@planwright/runtime/import': 'runtime/import/index.ts',
  '@planwright/runtime/node': 'runtime/node/index.ts',
  '@planwright/runtime/worker': 'runtime/worker.ts',
  '@planwright/schemas': 'schemas/index.ts',
};
const ELSEWHERE = /\/generated\//;

/** Every public name with its declaration and what it says of itself. */
export function apiPage(root) {
  const modules = Object.entries(MODULES).map(([name, file]) => {
    const entries = publicNames(root, file)
      .filter(({from}) => !ELSEWHERE.test(from))
      .map(({name: one, from}) => entry(one, declarations(root, from, one)));
    return [`## ${name}`, ...entries].join('\n\n');
  });
  return page(
    '# API',
    'Generated from the comments in the code by `npm run gen`; do not edit. How it all fits together: [For developers](developers.md). The types of plans are described in [Plan model](plan-model.md) and [Node kinds](kinds/README.md), the codes in [Diagnostics](diagnostics.md).',
    ...modules,
  );
}

function entry(name, found) {
  const text = found.map(({comment}) => comment).find((comment) => comment !== '') ?? '';
  return page(`### ${name}`, text, ['```ts', ...found.map(({code}) => code), '```'].join('\n')).trimEnd();
}

/** Names a module exports and the file that declares each. */
function publicNames(root, file) {
  return parse(root, file).statements.flatMap((statement) => {
    if (ts.isExportDeclaration(statement) && statement.exportClause && statement.moduleSpecifier) {
      const from = resolve(file, statement.moduleSpecifier.text);
      return statement.exportClause.elements.map((one) => ({name: one.name.text, from}));
    }
    return isExported(statement) ? namesOf(statement).map((name) => ({name, from: file})) : [];
  });
}

function declarations(root, file, name) {
  const source = parse(root, file);
  const own = source.statements.filter((statement) => isExported(statement) && namesOf(statement).includes(name));
  if (own.length === 0) {
    const passed = publicNames(root, file).find((one) => one.name === name && one.from !== file);
    if (!passed) throw new Error(`${file} does not declare ${name}`);
    return declarations(root, passed.from, name);
  }
  // of an overloaded function the last is not seen from outside
  const seen = own.length > 1 && own.every(ts.isFunctionDeclaration) ? own.slice(0, -1) : own;
  return seen.map((statement) => ({comment: commentOf(statement), code: codeOf(statement, source)}));
}

function codeOf(statement, source) {
  const text = statement.getText(source);
  if (ts.isFunctionDeclaration(statement) && statement.body) {
    return text.slice(0, statement.body.getStart(source) - statement.getStart(source)).trim() + ';';
  }
  const [variable] = ts.isVariableStatement(statement) ? statement.declarationList.declarations : [];
  if (!variable?.initializer) return text;
  const declared = text.slice(0, variable.initializer.getStart(source) - statement.getStart(source));
  return variable.type ? declared.replace(/\s*=\s*$/, ';') : text.split('\n').length > 12 ? `${declared}…;` : text;
}

function commentOf(statement) {
  const comments = statement.jsDoc ?? [];
  return ts.getTextOfJSDocComment(comments.at(-1)?.comment)?.replaceAll('\n', ' ') ?? '';
}

function namesOf(statement) {
  if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.map(({name}) => name.text);
  return statement.name ? [statement.name.text] : [];
}

function isExported(statement) {
  return (
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement) ?? []).some(({kind}) => kind === ts.SyntaxKind.ExportKeyword)
  );
}

const parsed = new Map();
function parse(root, file) {
  const known = parsed.get(file);
  if (known) return known;
  const source = ts.createSourceFile(file, readFileSync(new URL(file, root), 'utf8'), ts.ScriptTarget.Latest, true);
  parsed.set(file, source);
  return source;
}

function resolve(file, specifier) {
  return new URL(specifier, `file:///${file}`).pathname.slice(1).replace(/\.js$/, '.ts');
}
