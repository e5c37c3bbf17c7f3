// The same checks for each peer. They know three events, ours knows all 69: unions cost them less than in a real app.

import Ajv from "ajv";
import standaloneCode from "ajv/dist/standalone/index.js";
import addFormats from "ajv-formats";
import { type } from "arktype";
import { createRequire } from "node:module";
import * as v from "valibot";
import { z } from "zod";

/** Each peer: a function that says whether a parsed value is an event. */
export const PEERS = { zod: withZod(), valibot: withValibot(), "ajv, standalone": withAjv(), arktype: withArktype() };

function withZod() {
  const uuid = z.guid();
  const timestamp = z.iso.datetime({ offset: true });
  const emoji = z.object({
    id: uuid,
    guild_id: uuid,
    uploaded_by: uuid,
    name: z.string(),
    image_url: z.string(),
    animated: z.boolean(),
    created_at: timestamp,
  });
  const message = z.object({
    id: uuid,
    channel_id: uuid,
    author: z.object({ id: uuid, username: z.string(), display_name: z.string(), avatar_url: z.string().optional() }),
    content: z.string(),
    encrypted: z.boolean(),
    attachments: z.array(z.object({ id: uuid, filename: z.string(), mime_type: z.string(), size_bytes: z.int().min(0) })),
    reply_to: uuid.optional(),
    created_at: timestamp,
    edited_at: timestamp.optional(),
  });
  const id = z.string().optional();
  const event = z.discriminatedUnion("type", [
    z.object({ id, type: z.literal("typing_start"), channel_id: uuid, user_id: uuid }),
    z.object({ id, type: z.literal("message_new"), channel_id: uuid, message }),
    z.object({ id, type: z.literal("guild_emoji_updated"), guild_id: uuid, emojis: z.array(emoji) }),
  ]);
  return (value) => event.safeParse(value).success;
}

function withValibot() {
  const uuid = v.pipe(v.string(), v.uuid());
  const timestamp = v.pipe(v.string(), v.isoTimestamp());
  const emoji = v.object({
    id: uuid,
    guild_id: uuid,
    uploaded_by: uuid,
    name: v.string(),
    image_url: v.string(),
    animated: v.boolean(),
    created_at: timestamp,
  });
  const author = v.object({
    id: uuid,
    username: v.string(),
    display_name: v.string(),
    avatar_url: v.optional(v.string()),
  });
  const size = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
  const message = v.object({
    id: uuid,
    channel_id: uuid,
    author,
    content: v.string(),
    encrypted: v.boolean(),
    attachments: v.array(v.object({ id: uuid, filename: v.string(), mime_type: v.string(), size_bytes: size })),
    reply_to: v.optional(uuid),
    created_at: timestamp,
    edited_at: v.optional(timestamp),
  });
  const id = v.optional(v.string());
  const event = v.variant("type", [
    v.object({ id, type: v.literal("typing_start"), channel_id: uuid, user_id: uuid }),
    v.object({ id, type: v.literal("message_new"), channel_id: uuid, message }),
    v.object({ id, type: v.literal("guild_emoji_updated"), guild_id: uuid, emojis: v.array(emoji) }),
  ]);
  return (value) => v.safeParse(event, value).success;
}

function withAjv() {
  const string = { type: "string" };
  const uuid = { type: "string", format: "uuid" };
  const timestamp = { type: "string", format: "date-time" };
  const object = (properties, optional = {}) => ({
    type: "object",
    properties: { ...properties, ...optional },
    required: Object.keys(properties),
  });
  const emoji = object({
    id: uuid,
    guild_id: uuid,
    uploaded_by: uuid,
    name: string,
    image_url: string,
    animated: { type: "boolean" },
    created_at: timestamp,
  });
  const size = { type: "integer", minimum: 0, maximum: Number.MAX_SAFE_INTEGER };
  const attachment = object({ id: uuid, filename: string, mime_type: string, size_bytes: size });
  const message = object(
    {
      id: uuid,
      channel_id: uuid,
      author: object({ id: uuid, username: string, display_name: string }, { avatar_url: string }),
      content: string,
      encrypted: { type: "boolean" },
      attachments: { type: "array", items: attachment },
      created_at: timestamp,
    },
    { reply_to: uuid, edited_at: timestamp },
  );
  const event = (name, properties) => object({ type: { const: name }, ...properties }, { id: string });
  const ajv = new Ajv({ discriminator: true, code: { source: true, optimize: true } });
  addFormats(ajv);
  const validate = ajv.compile({
    type: "object",
    discriminator: { propertyName: "type" },
    required: ["type"],
    oneOf: [
      event("typing_start", { channel_id: uuid, user_id: uuid }),
      event("message_new", { channel_id: uuid, message }),
      event("guild_emoji_updated", { guild_id: uuid, emojis: { type: "array", items: emoji } }),
    ],
  });
  const module = { exports: {} };
  new Function("module", "exports", "require", standaloneCode(ajv, validate))(
    module,
    module.exports,
    createRequire(import.meta.url),
  );
  return module.exports;
}

function withArktype() {
  const emoji = type({
    id: "string.uuid",
    guild_id: "string.uuid",
    uploaded_by: "string.uuid",
    name: "string",
    image_url: "string",
    animated: "boolean",
    created_at: "string.date.iso",
  });
  const message = type({
    id: "string.uuid",
    channel_id: "string.uuid",
    author: { id: "string.uuid", username: "string", display_name: "string", "avatar_url?": "string" },
    content: "string",
    encrypted: "boolean",
    attachments: type({
      id: "string.uuid",
      filename: "string",
      mime_type: "string",
      size_bytes: "number.integer >= 0",
    }).array(),
    "reply_to?": "string.uuid",
    created_at: "string.date.iso",
    "edited_at?": "string.date.iso",
  });
  const event = type({ "id?": "string", type: "'typing_start'", channel_id: "string.uuid", user_id: "string.uuid" })
    .or({ "id?": "string", type: "'message_new'", channel_id: "string.uuid", message })
    .or({ "id?": "string", type: "'guild_emoji_updated'", guild_id: "string.uuid", emojis: emoji.array() });
  return (value) => !(event(value) instanceof type.errors);
}
