// Pictures for READMEs: small enough to be checked in.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { crc32, deflateSync, inflateSync } from "node:zlib";

/** How large a picture may be (bytes). */
const LIMIT = 200_000;

/** Writes a PNG to `FOLDER/pictures/NAME.png`, in less room than browsers, who compress in a hurry, give it. */
export function save(folder: string, name: string, png: Buffer): void {
  const small = compressed(png);
  if (small.length > LIMIT) throw new Error(`${name} is too large: ${small.length} bytes`);
  mkdirSync(join(folder, "pictures"), { recursive: true });
  writeFileSync(join(folder, "pictures", `${name}.png`), small);
  console.log(`${name}.png: ${small.length} bytes`);
}

function compressed(png: Buffer): Buffer {
  const kept: Buffer[] = [];
  const data: Buffer[] = [];
  for (let at = 8; at < png.length; ) {
    const end = at + 12 + png.readUInt32BE(at);
    const type = png.toString("latin1", at + 4, at + 8);
    if (type === "IDAT") data.push(png.subarray(at + 8, end - 4));
    if (type === "IHDR" || type === "IEND") kept.push(png.subarray(at, end));
    at = end;
  }
  const [head, tail] = kept;
  if (head === undefined || tail === undefined) throw new Error("this is no PNG");
  const packed = deflateSync(inflateSync(Buffer.concat(data)), { level: 9, memLevel: 9 });
  return Buffer.concat([png.subarray(0, 8), head, chunk("IDAT", packed), tail]);
}

function chunk(type: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
