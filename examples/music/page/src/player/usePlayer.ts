// All that the page shows. It is loaded once; from then on events change it, and nothing else does.

import type { PageEvents } from "@events/index.js";
import { useEvent } from "@events/react.js";
import type {
  AudioProgress,
  LibraryScanComplete,
  QueueStateChanged,
  ScanProgress,
  WatchedFolderStatus,
} from "@events/server.js";
import { useCallback, useEffect, useMemo, useState } from "react";
import type { Entry, Playlist, Settings, Track } from "./commands.js";
import * as commands from "./commands.js";
import { lastAnswer } from "./lastAnswer.js";

export interface Player {
  readonly isLoaded: boolean;
  readonly tracks: ReadonlyMap<number, Track>;
  readonly queue: readonly Entry[];
  readonly queueState: QueueStateChanged;
  readonly progress: AudioProgress;
  readonly favorites: ReadonlySet<number>;
  readonly playlists: readonly Playlist[];
  readonly settings: Settings;
  /** Who is signed in to Last.fm. */
  readonly username: string | undefined;
  /** Plays that wait to be reported. */
  readonly waitingPlays: number;
  readonly scan: ScanProgress | undefined;
  readonly scanned: LibraryScanComplete | undefined;
  readonly watch: WatchedFolderStatus | undefined;
  /** What just happened, in words. */
  readonly news: string;
}

const NOTHING: Player = {
  isLoaded: false,
  tracks: new Map(),
  queue: [],
  queueState: { current_index: -1, shuffle_enabled: false, loop_mode: "none" },
  progress: { position_ms: 0, duration_ms: 0, state: "Stopped" },
  favorites: new Set(),
  playlists: [],
  settings: {},
  username: undefined,
  waitingPlays: 0,
  scan: undefined,
  scanned: undefined,
  watch: undefined,
  news: "",
};

export function usePlayer(events: PageEvents): Player {
  const [player, setPlayer] = useState(NOTHING);
  const change = useCallback(
    (changes: Partial<Player> | ((before: Player) => Partial<Player>)) =>
      setPlayer((before) => ({
        ...before,
        ...(typeof changes === "function" ? changes(before) : changes),
      })),
    [],
  );
  const again = useMemo(
    () => ({
      all: lastAnswer(commands.load, (everything) => change(() => shown(everything))),
      tracks: lastAnswer(
        () => commands.tracks([]),
        (tracks) => change({ tracks: byId(tracks) }),
      ),
      queue: lastAnswer(commands.queue, (queue) => change({ queue })),
      // Nothing else: events that come meanwhile are newer than the answer.
      settings: lastAnswer(commands.load, ({ settings }) => change({ settings })),
      playlists: lastAnswer(commands.playlists, (playlists) => change({ playlists })),
    }),
    [change],
  );

  useEffect(() => {
    again.all();
    // What is lost on the way was told to nobody: all may be different.
    return events.onError(({ kind }) => kind === "dropped" && again.all());
  }, [events, again]);

  useEvent(events, "library:updated", ({ action, track_ids }) => {
    if (track_ids.length === 0) again.tracks();
    else if (action === "deleted") change(({ tracks }) => ({ tracks: without(tracks, track_ids) }));
    else {
      commands
        .tracks(track_ids)
        .then((found) =>
          change(({ tracks }) => ({ tracks: new Map([...without(tracks, track_ids), ...byId(found)]) })),
        );
    }
  });
  useEvent(events, "scan-progress", (scan) => change({ scan }));
  useEvent(events, "library:scan-complete", (scanned) => {
    const { added, skipped, errors } = scanned;
    change({ scanned, news: `Scan complete: ${added} new, ${skipped} unchanged, ${errors} unreadable.` });
  });
  useEvent(events, "watched-folder:status", (watch) => change({ watch }));
  useEvent(events, "watched-folder:results", ({ added, updated, deleted }) =>
    change({ news: `The folder changed: ${added} added, ${updated} updated, ${deleted} deleted.` }),
  );

  useEvent(events, "queue:updated", again.queue);
  useEvent(events, "queue:state-changed", (queueState) => change({ queueState }));
  useEvent(events, "audio://progress", (progress) => change({ progress }));

  useEvent(events, "favorites:updated", ({ action, track_id }) =>
    change(({ favorites }) => {
      const now = new Set(favorites);
      if (action === "added") now.add(track_id);
      else now.delete(track_id);
      return { favorites: now };
    }),
  );
  useEvent(events, "playlists:updated", again.playlists);

  useEvent(events, "settings://changed", ({ key, value }) =>
    change(({ settings }) => ({ settings: { ...settings, [key]: value } })),
  );
  useEvent(events, "settings://reset", () => {
    again.settings();
    change({ news: "All settings are what they were at first." });
  });

  useEvent(events, "lastfm:auth", ({ username }) => change({ username }));
  useEvent(events, "lastfm:scrobble-status", ({ status, track, message }) =>
    change({ news: `Last.fm: ${track} ${status}${message === undefined ? "" : ` (${message})`}.` }),
  );
  useEvent(events, "lastfm:queue-updated", ({ queued_count }) => change({ waitingPlays: queued_count }));
  return player;
}

/** The keys of a keyboard or a headset: the app hears them, and the page decides what they mean. */
export function useMediaKeys(events: PageEvents): void {
  useEvent(events, "mediakey://play", commands.play);
  useEvent(events, "mediakey://pause", commands.pause);
  useEvent(events, "mediakey://toggle", commands.toggle);
  useEvent(events, "mediakey://next", commands.next);
  useEvent(events, "mediakey://previous", commands.previous);
  useEvent(events, "mediakey://stop", commands.stop);
}

function shown(everything: commands.Everything): Partial<Player> {
  return {
    isLoaded: true,
    tracks: byId(everything.tracks),
    queue: everything.queue,
    queueState: everything.queue_state,
    progress: everything.progress,
    favorites: new Set(everything.favorites),
    playlists: everything.playlists,
    settings: everything.settings,
    username: everything.username ?? undefined,
    waitingPlays: everything.waiting_plays,
    scan: everything.scan ?? undefined,
    scanned: everything.scanned ?? undefined,
    watch: everything.watch ?? undefined,
  };
}

function byId(tracks: readonly Track[]): ReadonlyMap<number, Track> {
  return new Map(tracks.map((track) => [track.id, track]));
}

function without(tracks: ReadonlyMap<number, Track>, ids: readonly number[]): ReadonlyMap<number, Track> {
  return new Map([...tracks].filter(([id]) => !ids.includes(id)));
}
