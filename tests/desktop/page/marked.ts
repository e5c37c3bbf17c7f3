// Values as JSON that hides nothing: what JSON cannot hold becomes an object with the key `$`.

/** For `JSON.stringify`: marks what it would leave out, round off, or show as something else. */
export function marked(_key: string, value: unknown): unknown {
  if (Object.is(value, -0)) return { $: "-0" };
  if (typeof value === "number" && !Number.isFinite(value)) return { $: String(value) };
  if (value === undefined) return { $: "undefined" };
  if (typeof value === "bigint") return { $: `${value}n` };
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  if (value instanceof Error) return { $: String(value) };
  return Object.getPrototypeOf(value) === Object.prototype ? value : { $: "another prototype" };
}
