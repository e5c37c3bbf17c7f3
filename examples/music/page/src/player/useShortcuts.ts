import { useEffect } from "react";

import * as commands from "./commands.js";
import type { Player } from "./usePlayer.js";

/** What keys do where nothing else wants them, for people. */
export const SHORTCUTS = [
  ["Space", "Play or pause"],
  ["N", "Next track"],
  ["P", "Track before"],
  ["S", "Shuffle"],
  ["L", "Loop: off, one, all"],
  ["F", "Favourite: what is played"],
] as const;

const NEXT_LOOP = { none: "one", one: "all", all: "none" } as const;

/** Loops as the next mode does. */
export function turnLoop({ queueState }: Player): Promise<void> {
  return commands.setLoop(NEXT_LOOP[queueState.loop_mode]);
}

/** The track that the queue is at. */
export function currentTrack({ queue, queueState }: Player): number | undefined {
  return queue[queueState.current_index]?.track_id;
}

export function useShortcuts(player: Player): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof HTMLElement && event.target.closest("input, select, textarea, button"))
        return;
      const act = meaning(event.key, player);
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [player]);
}

function meaning(key: string, player: Player): (() => void) | undefined {
  const track = currentTrack(player);
  switch (key.toLowerCase()) {
    case " ":
      return commands.toggle;
    case "n":
      return commands.next;
    case "p":
      return commands.previous;
    case "s":
      return () => commands.setShuffle(!player.queueState.shuffle_enabled);
    case "l":
      return () => turnLoop(player);
    case "f":
      return track === undefined ? undefined : () => commands.favor(track, !player.favorites.has(track));
    default:
      return undefined;
  }
}
