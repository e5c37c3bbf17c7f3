// yaml-language-server as an editor uses it: a process that is told of documents and asked about places in them.

import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

import rpc from 'vscode-jsonrpc/node.js';

/** The repository. */
export const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));

/** The mark that stands for the cursor in the text of a test. */
const CURSOR = '│';

const PROGRAM = createRequire(import.meta.url).resolve('yaml-language-server/bin/yaml-language-server');

const CAPABILITIES = {
  textDocument: {
    completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'] } },
    hover: { contentFormat: ['markdown'] },
  },
};

/** Nothing but what the document itself names: no schema is fetched from anywhere. */
const SETTINGS = { yaml: { schemaStore: { enable: false }, completion: true, hover: true, validate: true } };

/** Starts a server that is ready for documents. */
export async function start() {
  const child = spawn(process.execPath, [PROGRAM, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = rpc.createMessageConnection(
    new rpc.StreamMessageReader(child.stdout),
    new rpc.StreamMessageWriter(child.stdin),
  );
  const waiting = new Map();
  connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }) => {
    waiting.get(uri)?.(diagnostics);
  });
  connection.onRequest('workspace/configuration', ({ items }) => items.map(() => null));
  connection.onRequest('client/registerCapability', () => null);
  connection.listen();
  await connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities: CAPABILITIES });
  await connection.sendNotification('initialized', {});
  await connection.sendNotification('workspace/didChangeConfiguration', { settings: SETTINGS });
  return new Server(child, connection, waiting);
}

class Server {
  #child;
  #connection;
  #waiting;
  #opened = 0;

  constructor(child, connection, waiting) {
    this.#child = child;
    this.#connection = connection;
    this.#waiting = waiting;
  }

  /** What the server has to say against a text: `line: message`, lines counted from one. */
  async mistakes(text) {
    const { diagnostics } = await this.#open(text);
    return diagnostics.map(({ range, message }) => `${range.start.line + 1}: ${message}`).sort();
  }

  /** What it offers at the cursor: what is shown, and what is put in. */
  async completion(text) {
    const { place } = await this.#open(text);
    const answer = await this.#connection.sendRequest('textDocument/completion', place);
    return new Map((answer.items ?? answer).map((item) => [item.label, item.insertText ?? item.textEdit?.newText]));
  }

  /** What it says about the word at the cursor. */
  async hover(text) {
    const { place } = await this.#open(text);
    const answer = await this.#connection.sendRequest('textDocument/hover', place);
    return answer?.contents.value ?? '';
  }

  async stop() {
    await this.#connection.sendRequest('shutdown');
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    await this.#connection.sendNotification('exit');
    await ended;
    this.#connection.dispose();
  }

  /** Opens a text as a manifest beside the repository's own, and waits until the server has read it. */
  async #open(marked) {
    const uri = pathToFileURL(`${REPOSITORY}/manifest-${this.#opened++}.yaml`).href;
    const [before] = marked.split(CURSOR);
    const lines = before.split('\n');
    const position = { line: lines.length - 1, character: lines.at(-1).length };
    const text = marked.replace(CURSOR, '');
    const read = new Promise((resolve) => this.#waiting.set(uri, resolve));
    const textDocument = { uri, languageId: 'yaml', version: 1, text };
    await this.#connection.sendNotification('textDocument/didOpen', { textDocument });
    return { diagnostics: await read, place: { textDocument: { uri }, position } };
  }
}
