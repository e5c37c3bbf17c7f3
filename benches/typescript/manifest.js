// The events of a manifest in the plainest words, for the schemas of the peers: as much of the language as events.yaml uses.

import { readFileSync } from "node:fs";
import { parse } from "yaml";

/**
 * @typedef {{ is: "uuid" | "timestamp" | "string" | "boolean" | "json" }
 *   | { is: "integer" | "float", min: number, max: number }
 *   | { is: "enum", values: string[] }
 *   | { is: "pattern", pattern: string }
 *   | { is: "list", of: Type }
 *   | { is: "nullable", of: Type }
 *   | { is: "object", fields: Field[] }} Type
 * @typedef {{ name: string, type: Type, optional: boolean }} Field
 */

/** @returns {{ name: string, fields: Field[] }[]} the server's events */
export function serverEvents(path) {
  const manifest = parse(readFileSync(path, "utf8"));
  const read = new Reader(manifest.types);
  return Object.entries(manifest.server).map(([name, event]) => ({ name, fields: read.fields(event.fields ?? {}) }));
}

const UUID = "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";
const SAFE = Number.MAX_SAFE_INTEGER;

const BUILT_IN = {
  uuid: { is: "uuid" },
  timestamp: { is: "timestamp" },
  string: { is: "string" },
  bool: { is: "boolean" },
  json: { is: "json" },
  u8: { is: "integer", min: 0, max: 255 },
  i16: { is: "integer", min: -32768, max: 32767 },
  u32: { is: "integer", min: 0, max: 4294967295 },
  i64: { is: "integer", min: -SAFE, max: SAFE },
  u64: { is: "integer", min: 0, max: SAFE },
  f32: { is: "float", min: -3.4028234663852886e38, max: 3.4028234663852886e38 },
};

class Reader {
  constructor(types) {
    this.types = types;
  }

  fields(fields) {
    return Object.entries(fields).map(([key, node]) => {
      const [text, byDefault] = typeof node === "string" ? node.split(" = ") : [node, node.default];
      const name = key.replace(/\?$/, "");
      return { name, type: this.type(text), optional: name !== key || byDefault !== undefined };
    });
  }

  type(node) {
    if (typeof node !== "string") return this.node(node);
    if (node.endsWith(" | null")) return { is: "nullable", of: this.type(node.slice(0, -7)) };
    const list = /^list<(.*)>$/.exec(node);
    if (list) return { is: "list", of: this.type(list[1]) };
    const type = BUILT_IN[node] ?? (this.types[node] && this.node(this.types[node]));
    if (!type) throw new Error(`the benchmarks do not know the type ${node}`);
    return type;
  }

  node(node) {
    if (node.fields) return { is: "object", fields: this.fields(node.fields) };
    if (node.type) return this.type(node.type.split(" = ")[0]);
    // An open enum takes any text.
    if (node.open) return { is: "string" };
    const values = Object.values(node.enum).map((value) => value.value ?? value);
    if (!values.some((value) => value.includes("<"))) return { is: "enum", values };
    return { is: "pattern", pattern: `^(${values.map((value) => value.replace("<uuid>", UUID)).join("|")})$` };
  }
}
