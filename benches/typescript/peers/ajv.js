import Ajv from "ajv";
import standalone from "ajv/dist/standalone/index.js";
import formats from "ajv-formats";
import { writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { bundle } from "../build.js";

/** The code that ajv writes, as one imports it from a file. */
export async function validator(events, file) {
  const ajv = new Ajv({ discriminator: true, code: { source: true, esm: true, optimize: 2 }, strictRequired: false });
  formats(ajv);
  const oneOf = events.map(({ name, fields }) => object([{ name: "id", type: { is: "string" }, optional: true }, ...fields], name));
  const validate = ajv.compile({ type: "object", required: ["type"], discriminator: { propertyName: "type" }, oneOf });
  writeFileSync(file, await bundle(standalone(ajv, validate), dirname(fileURLToPath(import.meta.url))));
  return (await import(pathToFileURL(file).href)).default;
}

const UUID = "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$";

function object(fields, name) {
  const properties = Object.fromEntries(fields.map((field) => [field.name, schemaOf(field.type)]));
  const required = fields.filter((field) => !field.optional && field.type.is !== "nullable").map((field) => field.name);
  if (name !== undefined) {
    properties.type = { const: name };
    required.push("type");
  }
  return { type: "object", properties, required };
}

function schemaOf(type) {
  switch (type.is) {
    case "uuid":
      return { type: "string", pattern: UUID };
    case "timestamp":
      return { type: "string", format: "date-time" };
    case "json":
      return {};
    case "integer":
      return { type: "integer", minimum: type.min, maximum: type.max };
    case "float":
      return { type: "number", minimum: type.min, maximum: type.max };
    case "enum":
      return { type: "string", enum: type.values };
    case "pattern":
      return { type: "string", pattern: type.pattern };
    case "list":
      return { type: "array", items: schemaOf(type.of) };
    case "nullable":
      return { anyOf: [{ type: "null" }, schemaOf(type.of)] };
    case "object":
      return object(type.fields);
    default:
      return { type: type.is };
  }
}
