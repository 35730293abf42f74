import {readFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';

/** A site as it should be served: a strict policy without unsafe-eval, and isolated, so that memory can be shared. */
export interface Site {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves files by path; a value is a file's path, or `{text}`. */
export async function serve(files: Readonly<Record<string, string | {readonly text: string}>>): Promise<Site> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://site').pathname.slice(1) || 'index.html';
    const file = Object.hasOwn(files, path) ? files[path] : undefined;
    const type = TYPES[path.slice(path.lastIndexOf('.'))] ?? 'application/octet-stream';
    const send = (status: number, body: string | Buffer): void => {
      response.writeHead(status, {...HEADERS, 'content-type': type}).end(body);
    };
    if (file === undefined) send(404, '');
    else if (typeof file === 'object') send(200, file.text);
    else
      readFile(file).then(
        (body) => {
          send(200, body);
        },
        () => {
          send(500, '');
        },
      );
  });
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  const {port} = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}/`,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => {
          done();
        });
      }),
  };
}

const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; worker-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'x-content-type-options': 'nosniff',
};

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.csv': 'text/csv; charset=utf-8',
};
