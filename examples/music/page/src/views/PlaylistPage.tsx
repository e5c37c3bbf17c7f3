import { type FormEvent, useState } from "react";
import type { Playlist } from "../player/commands.js";
import * as commands from "../player/commands.js";
import { minutes } from "../player/time.js";
import type { Player } from "../player/usePlayer.js";
import { Cover, Icon, IconButton } from "./icons.jsx";

export function PlaylistPage({ player, playlist }: { readonly player: Player; readonly playlist: Playlist }) {
  const { id, name, track_ids } = playlist;
  return (
    <>
      <div className="page-head">
        <h2>{name}</h2>
        <Rename playlist={playlist} />
        <button type="button" className="plain danger" onClick={() => commands.playlistDelete(id)}>
          Delete
        </button>
        <button
          type="button"
          className="primary"
          disabled={track_ids.length === 0}
          onClick={() => commands.queuePlay(track_ids, 0)}
        >
          <Icon name="play" isSolid /> Play
        </button>
      </div>
      {track_ids.length === 0 && <p className="empty quiet">Empty: add tracks with ＋ in the library.</p>}
      <ol className="playlist">
        {track_ids.map((track_id, position) => {
          const { title = "?", artist = "", album = "", duration_ms = 0 } = player.tracks.get(track_id) ?? {};
          return (
            <li key={`${track_id} ${position}`}>
              <Cover album={album} />
              <p>
                {title} <span className="quiet small">{artist}</span>
              </p>
              <span className="quiet length">{minutes(duration_ms)}</span>
              <IconButton
                name="up"
                label={`Move ${title} up`}
                isDisabled={position === 0}
                onClick={() => commands.playlistMove(id, position, position - 1)}
              />
              <IconButton
                name="down"
                label={`Move ${title} down`}
                isDisabled={position === track_ids.length - 1}
                onClick={() => commands.playlistMove(id, position, position + 1)}
              />
              <IconButton
                name="close"
                label={`Remove ${title}`}
                onClick={() => commands.playlistRemove(id, position)}
              />
            </li>
          );
        })}
      </ol>
    </>
  );
}

function Rename({ playlist: { id, name } }: { readonly playlist: Playlist }) {
  const [wanted, setWanted] = useState(name);
  const rename = (event: FormEvent): void => {
    event.preventDefault();
    if (wanted.trim() !== "") commands.playlistRename(id, wanted);
  };
  return (
    <form className="rename" onSubmit={rename}>
      <input aria-label="New name" value={wanted} onChange={(event) => setWanted(event.target.value)} />
      <button type="submit" className="plain">
        Rename
      </button>
    </form>
  );
}
