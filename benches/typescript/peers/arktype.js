import { type } from "arktype";

export function validator(events) {
  const frames = events.map(({ name, fields }) => type({ "id?": "string", type: `'${name}'`, ...shape(fields) }));
  const schema = type.or(...frames);
  return (value) => !(schema(value) instanceof type.errors);
}

const shape = (fields) => Object.fromEntries(fields.map((field) => [field.optional ? `${field.name}?` : field.name, schemaOf(field.type)]));

const UUID = type(/^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/);

function schemaOf(of) {
  switch (of.is) {
    case "uuid":
      return UUID;
    case "timestamp":
      return type("string.date.iso");
    case "string":
      return type("string");
    case "boolean":
      return type("boolean");
    case "json":
      return type("unknown");
    case "integer":
      return type("number.integer").atLeast(of.min).atMost(of.max);
    case "float":
      return type("number").atLeast(of.min).atMost(of.max);
    case "enum":
      return type.enumerated(...of.values);
    case "pattern":
      return type(new RegExp(of.pattern));
    case "list":
      return schemaOf(of.of).array();
    case "nullable":
      return schemaOf(of.of).or("null | undefined");
    case "object":
      return type(shape(of.fields));
  }
}
