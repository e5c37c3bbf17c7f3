import * as v from "valibot";

export function validator(events) {
  const frames = events.map(({ name, fields }) =>
    v.object({ id: v.optional(v.string()), type: v.literal(name), ...shape(fields) }),
  );
  const schema = v.variant("type", frames);
  return (value) => v.safeParse(schema, value).success;
}

const shape = (fields) =>
  Object.fromEntries(fields.map(({ name, type, optional }) => [name, optional ? v.optional(schemaOf(type)) : schemaOf(type)]));

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function schemaOf(type) {
  switch (type.is) {
    case "uuid":
      return v.pipe(v.string(), v.regex(UUID));
    case "timestamp":
      return v.pipe(v.string(), v.isoTimestamp());
    case "string":
      return v.string();
    case "boolean":
      return v.boolean();
    case "json":
      return v.unknown();
    case "integer":
      return v.pipe(v.number(), v.integer(), v.minValue(type.min), v.maxValue(type.max));
    case "float":
      return v.pipe(v.number(), v.minValue(type.min), v.maxValue(type.max));
    case "enum":
      return v.picklist(type.values);
    case "pattern":
      return v.pipe(v.string(), v.regex(new RegExp(type.pattern)));
    case "list":
      return v.array(schemaOf(type.of));
    case "nullable":
      return v.nullish(schemaOf(type.of));
    case "object":
      return v.object(shape(type.fields));
  }
}
