// What an editor makes of the checked-in JSON Schema: it completes, explains and checks a manifest.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { REPOSITORY, start } from './server.mjs';

const MODELINE = '# yaml-language-server: $schema=codegen/schema/events.schema.json\n';

let server;

before(async () => {
  server = await start();
});

after(() => server.stop());

/** `offered` has each of these. */
function offers(offered, ...labels) {
  for (const label of labels) {
    assert.ok(offered.has(label), `${label} is not among ${[...offered.keys()].join(', ')}`);
  }
}

test('the keys of a file', async () => {
  const offered = await server.completion(`${MODELINE}samewire: 1\nprotocol: chat\n│`);
  offers(offered, 'doc', 'include', 'wire', 'tauri', 'types', 'server', 'client', 'desktop', 'reserved', 'outputs');
  offers(offered, 'allow', 'breaking');
  assert.ok(!offered.has('protocol'), 'it is there already');
  assert.ok(!offered.has('category'), 'it belongs to files that are included');
  assert.match(offered.get('wire'), /^wire:/);
});

test('an empty file', async () => {
  const offered = await server.completion(`${MODELINE}│`);
  assert.match(offered.get('a manifest'), /^samewire: 1\nprotocol: \$\{1:chat\}\nserver:\n/);
});

test('the keys of an event', async () => {
  const offered = await server.completion(`${MODELINE}samewire: 1\nprotocol: chat\nserver:\n  ready:\n    │`);
  offers(offered, 'type', 'fields', 'enum', 'flags', 'union', 'doc', 'deprecated', 'since', 'category', 'audience');
  offers(offered, 'delivery', 'sticky', 'examples', 'version', 'versions', 'reply', 'frame', 'wire', 'was');
  assert.ok(!offered.has('sensitive'), 'it belongs to fields');
});

test('the keys under `wire`', async () => {
  const offered = await server.completion(`${MODELINE}samewire: 1\nprotocol: chat\nwire:\n  │`);
  assert.deepEqual([...offered.keys()].sort(), [
    'client',
    'correlation',
    'error',
    'frame',
    'frames',
    'heartbeat',
    'int64',
    'reply',
    'server',
  ]);
});

test('the types of a field', async () => {
  const fields = 'samewire: 1\nprotocol: chat\nserver:\n  ready:\n    fields:\n      user: │';
  const offered = await server.completion(MODELINE + fields);
  offers(offered, 'uuid', 'timestamp<ms>', 'list<T>', 'map<K, T>', 'a struct');
  assert.equal(offered.get('map<K, T>'), 'map<${1:string}, ${2:string}>');
});

test('the words of a choice', async () => {
  const offered = await server.completion(`${MODELINE}samewire: 1\nprotocol: chat\nserver:\n  e:\n    delivery: │`);
  assert.deepEqual([...offered.keys()].sort(), ['critical', 'ordered', 'volatile']);
});

test('without the schema nothing is offered', async () => {
  assert.equal((await server.completion('samewire: 1\nprotocol: chat\n│')).size, 0);
});

test('a key explains itself', async () => {
  const text = `${MODELINE}samewire: 1\nprotocol: chat\nserver:\n  e:\n    deli│very: volatile\n`;
  const schema = JSON.parse(await readFile(join(REPOSITORY, 'codegen/schema/events.schema.json'), 'utf8'));
  const { delivery } = schema.definitions.event.then.properties;
  const said = await server.hover(text);
  assert.ok(said.includes(delivery.markdownDescription), said);
  assert.ok(said.includes(`\`volatile\`: ${delivery.enumDescriptions[1]}`), said);
});

test('the manifest of this repository has no mistake', async () => {
  const text = await readFile(join(REPOSITORY, 'events.yaml'), 'utf8');
  assert.ok(text.startsWith(MODELINE), 'it names the schema');
  assert.deepEqual(await server.mistakes(text), []);
});

test('a wrong manifest is told what is wrong, and where', async () => {
  const text = `${MODELINE}samewire: 1
protocol: 5
types:
  message: uuid
server:
  ready:
    delivery: criticl
    filds: { user: uuid }
  left:
    fields: { user: uuid? }
    enum: [a]
`;
  assert.deepEqual(await server.mistakes(text), [
    '11: This is not a type, such as list<uuid> | null, with or without a default, such as u8 = 5.',
    '12: Property enum is not allowed.',
    '3: Incorrect type. Expected "string".',
    "5: A type's name begins with a capital and has letters from A to z and digits only.",
    '8: Value is not accepted. Valid values: "ordered", "volatile", "critical".',
    '9: Property filds is not allowed.',
  ]);
});
