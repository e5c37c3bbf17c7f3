// The frames that are measured: those of the Rust benchmarks, and what is wrong with them.

const CHANNEL = "01948336-e340-7a37-a62f-aa9f9a32daea";
const USER = "01935930-f140-74bd-926b-c3c2d2be100a";
const GUILD = "0194479c-1940-73d4-a24e-b783f9ca6d54";

const small = { type: "typing_start", channel_id: CHANNEL, user_id: USER };

const medium = {
  type: "message_new",
  channel_id: CHANNEL,
  message: {
    id: "019ca960-8140-7a98-968f-3a1ed494b8b9",
    channel_id: CHANNEL,
    author: { id: USER, username: "ada", display_name: "Ada Lovelace", avatar_url: "https://cdn.example.com/avatars/ada.webp" },
    content: "Here are the numbers: **42** tests, none red.",
    encrypted: false,
    attachments: [{ id: "019ca960-65e8-7696-aa08-94830876f1db", filename: "report.pdf", mime_type: "application/pdf", size_bytes: 48213 }],
    reply_to: "019ca95f-0d60-712d-9e57-005187343ec0",
    created_at: "2026-03-01T12:30:00.000Z",
  },
};

const hex = (number) => number.toString(16).padStart(4, "0");
const two = (number) => String(number % 60).padStart(2, "0");

const emoji = (_, index) => ({
  id: `019c4bf9-fb80-7345-8b6b-88d17ca2${hex(index)}`,
  guild_id: GUILD,
  uploaded_by: `01940c01-4f40-7d43-a9bc-3666ca7a${hex(index % 17)}`,
  name: `party_parrot_${index}`,
  image_url: `/api/guilds/${GUILD}/emojis/019c4bf9-fb80-7345-8b6b-88d17ca2${hex(index)}/image`,
  animated: index % 5 === 0,
  created_at: `2026-02-11T09:${two(index)}:${two(index * 7)}.000Z`,
});

const large = { type: "guild_emoji_updated", guild_id: GUILD, emojis: Array.from({ length: 400 }, emoji) };

const spoilt = structuredClone(medium);
spoilt.message.author.id = "ada";

/** Frames by what they are; of a stream one after the other is read. */
export const FRAMES = {
  small: { texts: [small], valid: true },
  medium: { texts: [medium], valid: true },
  large: { texts: [large], valid: true },
  "bad uuid": { texts: [spoilt], valid: false },
  "missing member": { texts: [{ ...small, user_id: undefined }], valid: false },
  "unknown event": { texts: [{ ...medium, type: "message_pinned" }], valid: false },
  stream: {
    texts: [
      ...Array.from({ length: 12 }, () => small),
      ...Array.from({ length: 6 }, () => medium),
      { type: "presence_update", user_id: USER, status: "away" },
      { type: "voice_user_stats", channel_id: CHANNEL, user_id: USER, latency: 31, packet_loss: 0.5, jitter: 4, quality: 3 },
      { type: "reaction_add", channel_id: CHANNEL, message_id: GUILD, user_id: USER, emoji: "🎉" },
      { type: "message_delete", channel_id: CHANNEL, message_id: GUILD },
    ],
    valid: true,
  },
};

for (const frames of Object.values(FRAMES)) frames.texts = frames.texts.map((frame) => JSON.stringify(frame));
