import { z } from "zod";

export function validator(events) {
  const frames = events.map(({ name, fields }) => z.object({ id: z.string().optional(), type: z.literal(name), ...shape(fields) }));
  const schema = z.discriminatedUnion("type", frames);
  return (value) => schema.safeParse(value).success;
}

const shape = (fields) =>
  Object.fromEntries(fields.map(({ name, type, optional }) => [name, optional ? schemaOf(type).optional() : schemaOf(type)]));

function schemaOf(type) {
  switch (type.is) {
    case "uuid":
      return z.guid();
    case "timestamp":
      return z.iso.datetime({ offset: true });
    case "string":
      return z.string();
    case "boolean":
      return z.boolean();
    case "json":
      return z.unknown();
    case "integer":
      return z.int().min(type.min).max(type.max);
    case "float":
      return z.number().min(type.min).max(type.max);
    case "enum":
      return z.enum(type.values);
    case "pattern":
      return z.string().regex(new RegExp(type.pattern));
    case "list":
      return z.array(schemaOf(type.of));
    case "nullable":
      return schemaOf(type.of).nullish();
    case "object":
      return z.object(shape(type.fields));
  }
}
