import type { UserStatus } from "@events/types.js";
import { Show } from "solid-js";

const HUES = 8;

/** Initials on a colour that a name always has. Pictures of users would be loaded from anywhere. */
export function Avatar(props: {
  readonly name: string;
  readonly status?: UserStatus | undefined;
  readonly small?: boolean;
}) {
  return (
    <span class="avatar" classList={{ small: props.small === true }} data-hue={hue(props.name)}>
      <span aria-hidden="true">{initials(props.name)}</span>
      <Show when={props.status}>
        {(status) => (
          <span class="dot" data-status={status()}>
            <span class="hidden">{status()}</span>
          </span>
        )}
      </Show>
    </span>
  );
}

function initials(name: string): string {
  const words = name.split(" ").filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.at(0) ?? "");
  return letters.join("").toUpperCase();
}

function hue(name: string): number {
  return [...name].reduce((sum, letter) => (sum * 33 + (letter.codePointAt(0) ?? 0)) % 65_521, 5381) % HUES;
}
