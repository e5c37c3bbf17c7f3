import { type FormEvent, useState } from "react";

import * as commands from "../player/commands.js";
import type { Player } from "../player/usePlayer.js";
import { SHORTCUTS } from "../player/useShortcuts.js";

export function SettingsPage({ player }: { readonly player: Player }) {
  return (
    <>
      <div className="page-head">
        <h2>Settings</h2>
        <button type="button" className="plain" onClick={commands.resetSettings}>
          Reset all
        </button>
      </div>
      <div className="settings">
        <section aria-labelledby="face">
          <h3 id="face">Face</h3>
          <Choice player={player} name="theme" label="Theme" values={["system", "light", "dark"]} />
          <Choice player={player} name="accent" label="Accent" values={["amber", "violet", "green"]} />
        </section>
        <LastFm player={player} />
        <section aria-labelledby="keys">
          <h3 id="keys">Keys</h3>
          <dl className="keys">
            {SHORTCUTS.map(([key, what]) => (
              <div key={key}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </>
  );
}

/** A stand-in: nothing of it leaves the machine. */
function LastFm({ player }: { readonly player: Player }) {
  const [username, setUsername] = useState("");
  const connect = (event: FormEvent): void => {
    event.preventDefault();
    if (username.trim() !== "") commands.lastfmConnect(username);
  };
  return (
    <section aria-labelledby="lastfm">
      <h3 id="lastfm">Last.fm</h3>
      <p className="quiet small">Made up: any name will do, and nothing leaves this machine.</p>
      {player.username === undefined ? (
        <form className="setting" onSubmit={connect}>
          <label htmlFor="username">Your name there</label>
          <input id="username" value={username} onChange={(event) => setUsername(event.target.value)} />
          <button type="submit" className="plain">
            Connect
          </button>
        </form>
      ) : (
        <p className="setting">
          <span>Connected as {player.username}</span>
          <button type="button" className="plain" onClick={commands.lastfmDisconnect}>
            Disconnect
          </button>
        </p>
      )}
      <Tick player={player} name="scrobble" label="Report what was played to its end" />
      <Tick player={player} name="offline" label="Pretend that it cannot be reached" />
      <p className="quiet small">Plays that wait to be reported: {player.waitingPlays}</p>
    </section>
  );
}

interface Setting {
  readonly player: Player;
  readonly name: string;
  readonly label: string;
}

function Choice({ player, name, label, values }: Setting & { readonly values: readonly string[] }) {
  return (
    <p className="setting">
      <label htmlFor={name}>{label}</label>
      <select
        id={name}
        value={String(player.settings[name])}
        onChange={(event) => commands.setSetting(name, event.target.value)}
      >
        {values.map((value) => (
          <option key={value}>{value}</option>
        ))}
      </select>
    </p>
  );
}

function Tick({ player, name, label }: Setting) {
  return (
    <p className="setting">
      <label>
        <input
          type="checkbox"
          checked={player.settings[name] === true}
          onChange={(event) => commands.setSetting(name, event.target.checked)}
        />
        {label}
      </label>
    </p>
  );
}
