import { memo } from "react";
import type { Playlist, Track } from "../player/commands.js";
import * as commands from "../player/commands.js";
import { minutes } from "../player/time.js";
import type { Player } from "../player/usePlayer.js";
import { currentTrack } from "../player/useShortcuts.js";
import { Cover, Icon, IconButton } from "./icons.jsx";

/** Tracks with all that can be done with them. */
export function Tracks({ player, tracks }: { readonly player: Player; readonly tracks: readonly Track[] }) {
  const current = currentTrack(player);
  const ids = tracks.map(({ id }) => id);
  return (
    <table className="tracks">
      <thead>
        <tr>
          <th scope="col">
            <span className="hidden">Play</span>
          </th>
          <th scope="col">Title</th>
          <th scope="col">Album</th>
          <th scope="col" className="length">
            <Icon name="clock" />
            <span className="hidden">Length</span>
          </th>
          <th scope="col">
            <span className="hidden">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {tracks.map((track, position) => (
          <Row
            key={track.id}
            track={track}
            isCurrent={track.id === current}
            isFavorite={player.favorites.has(track.id)}
            playlists={player.playlists}
            onPlay={() => commands.queuePlay(ids, position)}
          />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  readonly track: Track;
  readonly isCurrent: boolean;
  readonly isFavorite: boolean;
  readonly playlists: readonly Playlist[];
  onPlay(): void;
}

/** Playback goes on four times a second, and most rows have nothing to do with it. */
const Row = memo(
  function Row({ track, isCurrent, isFavorite, playlists, onPlay }: RowProps) {
    const { id, title, artist, album, duration_ms } = track;
    return (
      <tr className={isCurrent ? "current" : ""} aria-current={isCurrent || undefined} onDoubleClick={onPlay}>
        <td>
          <IconButton name="play" isSolid label={`Play ${title}`} onClick={onPlay} />
        </td>
        <td>
          <div className="track-title">
            <Cover album={album} />
            <div>
              <p>{title}</p>
              <p className="quiet small">{artist}</p>
            </div>
          </div>
        </td>
        <td className="quiet">{album}</td>
        <td className="quiet length">{minutes(duration_ms)}</td>
        <td>
          <div className="track-actions">
            <IconButton
              name="heart"
              className="favorite"
              label={`Favourite: ${title}`}
              isPressed={isFavorite}
              isSolid={isFavorite}
              onClick={() => commands.favor(id, !isFavorite)}
            />
            <IconButton name="queue" label={`Queue ${title}`} onClick={() => commands.queueAdd([id])} />
            <AddTo track={track} playlists={playlists} />
          </div>
        </td>
      </tr>
    );
  },
  (before, after) =>
    before.track === after.track &&
    before.isCurrent === after.isCurrent &&
    before.isFavorite === after.isFavorite &&
    before.playlists === after.playlists,
);

function AddTo({ track, playlists }: { readonly track: Track; readonly playlists: readonly Playlist[] }) {
  return (
    <select
      aria-label={`Add ${track.title} to a playlist`}
      value=""
      disabled={playlists.length === 0}
      onChange={(event) => commands.playlistAdd(Number(event.target.value), [track.id])}
    >
      <option value="">＋</option>
      {playlists.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}
