// An HTTP service on node:http alone. POST /payouts with {"from", "to", "tables": {"people": [rows as objects], …}}.
//   node server.mjs plan.json 8080
import {readFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import {pathToFileURL} from 'node:url';
import {compile, run} from '@planwright/runtime';
import {message} from '@planwright/schemas';

const MAX_BYTES = 20_000_000;

/** A handler for `http.createServer`. The plan is compiled once; a program may be run as often as wanted. */
export function payoutsHandler(plan) {
  const {program, diagnostics} = compile(plan);
  if (!program) throw new Error(diagnostics.map((one) => message(one, 'en')).join('\n'));
  return async (request, response) => {
    const send = (status, answer) => {
      response.writeHead(status, {'content-type': 'application/json; charset=utf-8'}).end(JSON.stringify(answer));
    };
    if (request.method !== 'POST' || request.url !== '/payouts') return send(404, {error: 'POST /payouts'});
    const body = await readBody(request);
    const asked = body === undefined ? undefined : parse(body);
    if (asked === undefined) return send(body === undefined ? 413 : 400, {error: 'JSON with from, to and tables'});
    const tables = Object.fromEntries(Object.entries(asked.tables).map(([name, rows]) => [name, {rows}]));
    const language = /^zh\b/i.test(request.headers['accept-language'] ?? '') ? 'zh-CN' : 'en';
    const {result, diagnostics: found} = run(program, tables, {from: asked.from, to: asked.to});
    const problems = found.map((one) => ({...one, message: message(one, language)}));
    if (!result) return send(422, {diagnostics: problems});
    const {payouts, exceptions, status} = result;
    send(200, {status, payouts, exceptions, diagnostics: problems});
  };
}

async function readBody(request) {
  const parts = [];
  let size = 0;
  for await (const part of request) {
    size += part.length;
    if (size <= MAX_BYTES) parts.push(part);
  }
  return size > MAX_BYTES ? undefined : Buffer.concat(parts).toString('utf8');
}

function parse(body) {
  try {
    const {from, to, tables} = JSON.parse(body);
    const isTables = typeof tables === 'object' && tables !== null && Object.values(tables).every(isRows);
    return typeof from === 'string' && typeof to === 'string' && isTables ? {from, to, tables} : undefined;
  } catch {
    return undefined;
  }
}

function isRows(rows) {
  return Array.isArray(rows) && rows.every((row) => typeof row === 'object' && row !== null);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [planFile, port = '8080'] = process.argv.slice(2);
  const server = createServer(payoutsHandler(JSON.parse(await readFile(planFile, 'utf8'))));
  server.listen(Number(port), '127.0.0.1', () => console.log(`port ${server.address().port}`));
}
