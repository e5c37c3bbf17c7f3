import type { Stats } from "@events/index.js";
import { useState } from "react";

import { permission } from "../notifications.js";
import { type Theme, useUiStore } from "../stores/uiStore.js";

/** At the foot of the sidebar: how the page looks, whether it notifies, and what it cannot make sense of. */
export function Options({ stats }: { readonly stats: Readonly<Stats> }) {
  const { theme, setTheme, unknown, problem } = useUiStore();
  const names = [...unknown].map(([name, count]) => `${name === "" ? "without a name" : name} ${count}×`);
  return (
    <section className="options" aria-label="Options">
      <Notifications />
      <label>
        Colours
        <select value={theme} onChange={(event) => setTheme(event.target.value as Theme)}>
          <option value="system">as the system's</option>
          <option value="light">light</option>
          <option value="dark">dark</option>
        </select>
      </label>
      {names.length > 0 && <p>Unknown events: {names.join(", ")}</p>}
      {problem !== undefined && (
        <p className="problem">
          {problem} ({stats.errors} refused)
        </p>
      )}
    </section>
  );
}

function Notifications() {
  const [allowed, setAllowed] = useState(permission);
  if (allowed === "denied") return null;
  if (allowed === "granted") return <p>New messages are notified.</p>;
  const ask = async (): Promise<void> => setAllowed(await Notification.requestPermission());
  return (
    <button type="button" className="plain" onClick={() => void ask()}>
      Notify me of new messages
    </button>
  );
}
