import { createEvents } from "@events/index.js";
import { heldTransport, useConnection, useRelease } from "@events/react.js";
import { tauriTransport } from "@events/tauri.js";
import { useEffect, useState } from "react";

import { useMediaKeys, usePlayer } from "../player/usePlayer.js";
import { currentTrack, useShortcuts } from "../player/useShortcuts.js";
import { useTally } from "../player/useTally.js";
import { Bar } from "./Bar.jsx";
import { Panel } from "./Panel.jsx";
import { PlaylistPage } from "./PlaylistPage.jsx";
import { SettingsPage } from "./SettingsPage.jsx";
import { type Place, Sidebar } from "./Sidebar.jsx";
import { TracksPage } from "./TracksPage.jsx";

/** What the app has told before is held until the handlers are there. */
const transport = heldTransport(tauriTransport());
/** Once for the page: each `createEvents` is a connection. */
const events = createEvents(transport);

export function App() {
  const player = usePlayer(events);
  const tally = useTally(events);
  const connection = useConnection(events);
  const [place, setPlace] = useState<Place>("library");
  useMediaKeys(events);
  useShortcuts(player);
  useRelease(transport);
  const { theme, accent } = player.settings;
  useEffect(() => {
    document.documentElement.dataset["theme"] = String(theme);
    document.documentElement.dataset["accent"] = String(accent);
  }, [theme, accent]);

  const playlist = typeof place === "number" ? player.playlists.find(({ id }) => id === place) : undefined;
  const current = player.tracks.get(currentTrack(player) ?? 0);
  const isPlaying = player.progress.state === "Playing";
  return (
    <div className="page">
      <Sidebar player={player} place={place} connection={connection} onPlace={setPlace} />
      <main>
        {place === "settings" && <SettingsPage player={player} />}
        {place === "favorites" && <TracksPage key={place} player={player} onlyFavorites />}
        {playlist !== undefined && <PlaylistPage key={playlist.id} player={player} playlist={playlist} />}
        {(place === "library" || (typeof place === "number" && playlist === undefined)) && (
          <TracksPage key="library" player={player} />
        )}
      </main>
      <Panel player={player} tally={tally} />
      <Bar player={player} />
      <p className="hidden" role="status">
        {current && isPlaying ? `Playing ${current.title} by ${current.artist}` : ""}
      </p>
    </div>
  );
}
