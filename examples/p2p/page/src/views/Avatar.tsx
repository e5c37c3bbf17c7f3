import type { Contact } from "../stores/contactStore.js";

const HUES = 7;

interface Props {
  readonly name: string;
  readonly presence: Contact["presence"];
}

/** A letter on a colour that a name always has, and a dot that says whether they are there. */
export function Avatar({ name, presence }: Props) {
  return (
    <span className="avatar" data-hue={hue(name)}>
      <span aria-hidden="true">{[...name][0]?.toUpperCase()}</span>
      {presence !== "unknown" && (
        <span className="dot" data-good={presence === "online"}>
          <span className="hidden">{presence}</span>
        </span>
      )}
    </span>
  );
}

function hue(name: string): number {
  return [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 65_521, 7) % HUES;
}
