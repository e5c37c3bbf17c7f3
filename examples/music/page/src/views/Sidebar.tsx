import type { Connection } from "@events/protocol.js";
import { type FormEvent, useState } from "react";

import * as commands from "../player/commands.js";
import type { Player } from "../player/usePlayer.js";
import { Icon, IconButton } from "./icons.jsx";

/** What is shown in the middle: a playlist is its number. */
export type Place = "library" | "favorites" | "settings" | number;

interface Props {
  readonly player: Player;
  readonly place: Place;
  onPlace(place: Place): void;
}

export function Sidebar(props: Props & { readonly connection: Connection }) {
  const { player, connection } = props;
  return (
    <header className="sidebar">
      <h1 className="brand">
        <Icon name="disc" />
        samewire music
      </h1>
      <nav aria-label="Music">
        <Row {...props} to="library" icon="disc" label="Library" count={player.tracks.size} />
        <Row {...props} to="favorites" icon="heart" label="Favourites" count={player.favorites.size} />
        <Row {...props} to="settings" icon="gear" label="Settings" />
        <h2>Playlists</h2>
        {player.playlists.map(({ id, name, track_ids }) => (
          <Row {...props} key={id} to={id} icon="list" label={name} count={track_ids.length} />
        ))}
        <NewPlaylist onPlace={props.onPlace} />
      </nav>
      <Folder player={player} />
      <p className="connection" data-state={connection.state}>
        {connection.state === "open" ? "Events come from the app" : `Events: ${connection.state}`}
      </p>
    </header>
  );
}

function Row(
  props: Props & {
    readonly to: Place;
    readonly icon: "disc" | "heart" | "gear" | "list";
    readonly label: string;
    readonly count?: number;
  },
) {
  return (
    <button
      type="button"
      className="side-row"
      aria-current={props.place === props.to ? "page" : undefined}
      onClick={() => props.onPlace(props.to)}
    >
      <Icon name={props.icon} />
      <span>{props.label}</span>
      {props.count !== undefined && <span className="count">{props.count}</span>}
    </button>
  );
}

function NewPlaylist({ onPlace }: { onPlace(place: Place): void }) {
  const [name, setName] = useState("");
  const create = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (name.trim() === "") return;
    setName("");
    onPlace(await commands.playlistCreate(name));
  };
  return (
    <form className="new-playlist" onSubmit={create}>
      <input
        aria-label="Name of a new playlist"
        placeholder="New playlist"
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <button type="submit" className="icon-button" aria-label="Create the playlist">
        <Icon name="add" />
      </button>
    </form>
  );
}

/** How the folder is, and what can be done with it. */
function Folder({ player: { scan, scanned, watch } }: { readonly player: Player }) {
  const isScanning = scan !== undefined && scan.phase !== "complete";
  return (
    <section className="folder" aria-label="Folder">
      <div className="folder-head">
        <h2>Folder</h2>
        <IconButton name="scan" label="Scan the folder" onClick={commands.scan} />
        <IconButton name="add" label="Compose a song into the folder" onClick={commands.compose} />
      </div>
      <progress aria-label="Scan" max={scan?.total || 1} value={scan?.current ?? 0} />
      <p className="quiet small">
        {isScanning && `${scan.phase} ${scan.current} of ${scan.total}: ${scan.message ?? ""}`}
        {!isScanning && scanned && `${scanned.added + scanned.skipped} files in ${scanned.duration_ms} ms`}
      </p>
      <p className="quiet small folder-status" data-status={watch?.status}>
        {watch?.status ?? "not watched yet"}
        {watch?.message !== undefined && `: ${watch.message}`}
      </p>
    </section>
  );
}
