import { useDeferredValue, useMemo, useState } from "react";
import type { Track } from "../player/commands.js";
import * as commands from "../player/commands.js";
import type { Player } from "../player/usePlayer.js";
import { Icon } from "./icons.jsx";
import { Tracks } from "./Tracks.jsx";

/** All tracks, or the favourites. */
export function TracksPage({
  player,
  onlyFavorites = false,
}: {
  readonly player: Player;
  readonly onlyFavorites?: boolean;
}) {
  const [wanted, setWanted] = useState("");
  const words = useDeferredValue(wanted);
  const { tracks, favorites } = player;
  const shown = useMemo(
    () => [...tracks.values()].filter(({ id }) => !onlyFavorites || favorites.has(id)).filter(fitting(words)),
    [tracks, favorites, onlyFavorites, words],
  );
  const ids = shown.map(({ id }) => id);
  return (
    <>
      <div className="page-head">
        <h2>{onlyFavorites ? "Favourites" : "Library"}</h2>
        <input
          type="search"
          aria-label="Find tracks"
          placeholder="Find"
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
        <button
          type="button"
          className="plain"
          disabled={ids.length === 0}
          onClick={() => commands.queueAdd(ids)}
        >
          <Icon name="queue" /> Queue all
        </button>
        <button
          type="button"
          className="primary"
          disabled={ids.length === 0}
          onClick={() => commands.queuePlay(ids, 0)}
        >
          <Icon name="play" isSolid /> Play all
        </button>
      </div>
      {shown.length > 0 ? (
        <Tracks player={player} tracks={shown} />
      ) : (
        <p className="empty quiet">{nothing(player, onlyFavorites)}</p>
      )}
    </>
  );
}

function fitting(words: string): (track: Track) => boolean {
  const wanted = words.toLowerCase().split(/\s+/);
  return ({ title, artist, album }) => {
    const text = `${title} ${artist} ${album}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  };
}

function nothing({ isLoaded, tracks }: Player, onlyFavorites: boolean): string {
  if (!isLoaded) return "…";
  if (onlyFavorites) return "No favourites yet: the heart beside a track makes one.";
  return tracks.size === 0 ? "No audio files yet." : "Nothing of that name.";
}
