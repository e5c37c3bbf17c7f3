// Readers as Standard Schema v1 (https://standardschema.dev), for tools that take such schemas.

import type { Decoded } from "./protocol.js";

/** The interface that tools ask for, as version 1 of the specification has it. */
export interface StandardSchemaV1<Input = unknown, Output = Input> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => StandardResult<Output>;
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}

/** What was read, or why it was refused. */
export type StandardResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly StandardIssue[] };

export interface StandardIssue {
  readonly message: string;
  readonly path?: readonly PropertyKey[];
}

/** A schema of what a function like `decodeServerEvent` reads: known events, and unknown ones. Bad frames are issues. */
export function standardSchema<Event, Beside>(
  decode: (frame: unknown) => Decoded<Event, Beside>,
): StandardSchemaV1<unknown, Exclude<Decoded<Event, Beside>, { kind: "error" }>> {
  return {
    "~standard": {
      version: 1,
      vendor: "samewire",
      validate(value) {
        const decoded = decode(value);
        if (decoded.kind !== "error") return { value: decoded as Exclude<typeof decoded, { kind: "error" }> };
        const { path, reason } = decoded.error;
        return { issues: [{ message: reason, path: keys(path) }] };
      },
    },
  };
}

/** `a.b[0]` as keys. */
function keys(path: string): PropertyKey[] {
  const parts = path.match(/\[\d+\]|[^.[]+/g) ?? [];
  return parts.map((part) => (part.startsWith("[") ? Number(part.slice(1, -1)) : part));
}
