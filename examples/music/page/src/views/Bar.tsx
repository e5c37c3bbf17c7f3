import { useEffect, useState } from "react";

import * as commands from "../player/commands.js";
import { minutes } from "../player/time.js";
import type { Player } from "../player/usePlayer.js";
import { currentTrack, turnLoop } from "../player/useShortcuts.js";
import { Cover, IconButton } from "./icons.jsx";

const LOOPS = { none: "off", one: "one track", all: "the whole queue" };

/** What is played, how far it is, and how it goes on. */
export function Bar({ player }: { readonly player: Player }) {
  const { queueState, progress } = player;
  const isPlaying = progress.state === "Playing";
  return (
    <footer className="bar">
      <Playing player={player} />
      <div className="transport">
        <div className="buttons">
          <IconButton
            name="shuffle"
            label="Shuffle"
            isPressed={queueState.shuffle_enabled}
            onClick={() => commands.setShuffle(!queueState.shuffle_enabled)}
          />
          <IconButton name="back" isSolid label="Track before" onClick={commands.previous} />
          <IconButton
            name={isPlaying ? "pause" : "play"}
            isSolid={!isPlaying}
            className="main"
            label={isPlaying ? "Pause" : "Play"}
            onClick={commands.toggle}
          />
          <IconButton name="forward" isSolid label="Next track" onClick={commands.next} />
          <IconButton
            name="loop"
            label={`Loop: ${LOOPS[queueState.loop_mode]}`}
            isPressed={queueState.loop_mode !== "none"}
            className={queueState.loop_mode === "one" ? "one" : ""}
            onClick={() => turnLoop(player)}
          />
        </div>
        <Position player={player} />
      </div>
      <p className="news quiet small" role="status">
        {player.news}
      </p>
    </footer>
  );
}

function Playing({ player }: { readonly player: Player }) {
  const id = currentTrack(player);
  const track = id === undefined ? undefined : player.tracks.get(id);
  if (track === undefined) return <div className="playing quiet">Nothing is played.</div>;
  const isFavorite = player.favorites.has(track.id);
  return (
    <section className="playing" aria-label="What is played">
      <Cover album={track.album} isLarge />
      <div>
        <p className="playing-title">{track.title}</p>
        <p className="quiet small">{track.artist}</p>
      </div>
      <IconButton
        name="heart"
        className="favorite"
        label="Favourite: what is played"
        isPressed={isFavorite}
        isSolid={isFavorite}
        onClick={() => commands.favor(track.id, !isFavorite)}
      />
    </section>
  );
}

function Position({ player: { progress } }: { readonly player: Player }) {
  const { duration_ms } = progress;
  // What was asked for is shown until the app says where it is.
  const [wanted, setWanted] = useState<number>();
  useEffect(() => setWanted(undefined), [progress]);
  const position_ms = wanted ?? progress.position_ms;
  const seek = (position: number): void => {
    setWanted(position);
    commands.seek(position);
  };
  const said = `${minutes(position_ms)} of ${minutes(duration_ms)}`;
  return (
    <div className="position">
      <span className="small quiet">{minutes(position_ms)}</span>
      <input
        type="range"
        aria-label="Position"
        aria-valuetext={said}
        min={0}
        max={duration_ms || 1}
        step={500}
        value={position_ms}
        disabled={duration_ms === 0}
        onChange={(event) => seek(Number(event.target.value))}
      />
      <span className="small quiet">{minutes(duration_ms)}</span>
    </div>
  );
}
