import { type FormEvent, useEffect, useRef, useState } from "react";

import type { Chat } from "../chat.js";

interface Props {
  readonly chat: Chat;
  readonly user: string;
  readonly peer: string;
}

/** Where the user writes: the others see that they do. Messages go by the REST API, for which the server's terminal stands. */
export function Composer({ chat, user, peer }: Props) {
  const [draft, setDraft] = useState("");
  const [command, setCommand] = useState<string>();
  const field = useRef<HTMLInputElement>(null);
  // Whoever opens a conversation may write at once.
  useEffect(() => field.current?.focus(), []);

  function write(next: string): void {
    setDraft(next);
    setCommand(undefined);
    chat.drafted(next);
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    const text = draft.trim();
    if (text === "") return;
    write("");
    setCommand(`message ${user} ${peer} ${text}`);
  }

  return (
    <form className="composer" onSubmit={submit}>
      <div className="field">
        <input
          ref={field}
          aria-label={`Message to ${peer}`}
          placeholder={`Message ${peer}`}
          autoComplete="off"
          value={draft}
          onChange={(event) => write(event.target.value)}
        />
        <button type="submit" className="primary" disabled={draft.trim() === ""}>
          Send
        </button>
      </div>
      <div role="status">{command !== undefined && <Command text={command} />}</div>
    </form>
  );
}

/** What has to be typed where the server runs. */
function Command({ text }: { readonly text: string }) {
  return (
    <p className="command">
      Sending is not one of the events. Where the server runs, type: <code>{text}</code>
      <button type="button" className="plain" onClick={() => void navigator.clipboard.writeText(text)}>
        Copy
      </button>
    </p>
  );
}
