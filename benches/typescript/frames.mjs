// The texts that are read: the three frames of the Rust benchmarks (`benches/src/frames.rs`), and what is wrong with them.

const GUILD = "0194479c-1940-73d4-a24e-b783f9ca6d54";

const MESSAGE = {
  id: "01937d21-9e4f-7b16-a3c8-5d7e9f1b3a2c",
  channel_id: "01936e9a-4b7e-7f3c-8d5a-2f1e3c4b5a6d",
  author: { id: "0191a2b3-c4d5-7e6f-8a9b-0c1d2e3f4a5b", username: "alice", display_name: "Alice Liddell" },
  content:
    "Here is the plan for tomorrow: we meet at nine, look at the build times and decide what to cut.",
  encrypted: false,
  attachments: [
    {
      id: "01937d20-1111-7222-8333-444455556666",
      filename: "plan.pdf",
      mime_type: "application/pdf",
      size_bytes: 48213,
    },
  ],
  created_at: "2026-03-01T12:00:00.123Z",
};

const EMOJIS = Array.from({ length: 400 }, (_, index) => {
  const id = `019c4bf9-fb80-7345-8b6b-88d17ca2${index.toString(16).padStart(4, "0")}`;
  const two = (value) => String(value % 60).padStart(2, "0");
  return {
    id,
    guild_id: GUILD,
    uploaded_by: `01940c01-4f40-7d43-a9bc-3666ca7a${(index % 17).toString(16).padStart(4, "0")}`,
    name: `party_parrot_${index}`,
    image_url: `/api/guilds/${GUILD}/emojis/${id}/image`,
    animated: index % 5 === 0,
    created_at: `2026-02-11T09:${two(index)}:${two(index * 7)}.000Z`,
  };
});

const EVENTS = {
  small: {
    type: "typing_start",
    channel_id: "01936e9a-4b7e-7f3c-8d5a-2f1e3c4b5a6d",
    user_id: "0191a2b3-c4d5-7e6f-8a9b-0c1d2e3f4a5b",
  },
  medium: { type: "message_new", channel_id: "01936e9a-4b7e-7f3c-8d5a-2f1e3c4b5a6d", message: MESSAGE },
  large: { type: "guild_emoji_updated", guild_id: GUILD, emojis: EMOJIS },
};

/** Frames with a mistake at their end, where it is found last. */
const INVALID = {
  "small, invalid": { ...EVENTS.small, user_id: "nobody" },
  "medium, invalid": { ...EVENTS.medium, message: { ...MESSAGE, created_at: "yesterday" } },
  "large, invalid": { ...EVENTS.large, emojis: [...EMOJIS.slice(1), { ...EMOJIS[0], created_at: 5 }] },
};

/** What a page gets in a while: mostly small, now and then something else. */
const MIXED = [
  ...Array.from({ length: 60 }, () => EVENTS.small),
  ...Array.from({ length: 35 }, () => EVENTS.medium),
  ...Array.from({ length: 4 }, () => INVALID["small, invalid"]),
  { ...EVENTS.medium, type: "some_new_event" },
];

const texts = (events) => events.map((event) => JSON.stringify(event));

/** Rows of a table: what is read in one turn, and how often that is in a batch. */
export const ROWS = [
  ...Object.entries(EVENTS).map(([name, event]) => ({ name, texts: texts([event]), isValid: true })),
  ...Object.entries(INVALID).map(([name, event]) => ({ name, texts: texts([event]), isValid: false })),
  { name: "unknown event", texts: texts([{ ...EVENTS.medium, type: "some_new_event" }]), isValid: false },
  { name: "mixed stream of 100", texts: texts(MIXED), isValid: undefined },
];
