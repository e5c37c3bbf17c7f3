import { type KeyboardEvent, useState } from "react";

import type { Player } from "../player/usePlayer.js";
import type { Tally } from "../player/useTally.js";
import { Queue } from "./Queue.jsx";
import { Wire } from "./Wire.jsx";

const TABS = ["Queue", "Events"] as const;

/** Beside the tracks: what comes next, or what comes over the wire. */
export function Panel({ player, tally }: { readonly player: Player; readonly tally: Tally }) {
  const [tab, setTab] = useState<(typeof TABS)[number]>("Queue");
  const move = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    const other = tab === "Queue" ? "Events" : "Queue";
    setTab(other);
    document.getElementById(`tab-${other}`)?.focus();
  };
  return (
    <aside className="panel">
      <div className="tabs" role="tablist" aria-label="Beside the tracks">
        {TABS.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`tab-${name}`}
            aria-selected={tab === name}
            aria-controls="beside"
            tabIndex={tab === name ? 0 : -1}
            onClick={() => setTab(name)}
            onKeyDown={move}
          >
            {name}
          </button>
        ))}
      </div>
      <div className="panel-body" id="beside" role="tabpanel" aria-labelledby={`tab-${tab}`}>
        {tab === "Queue" ? <Queue player={player} /> : <Wire tally={tally} />}
      </div>
    </aside>
  );
}
