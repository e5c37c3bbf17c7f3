// What the page asks of the app. Answers carry state only where they say so; what became of a wish is told by events.

import type {
  AudioProgress,
  LibraryScanComplete,
  QueueStateChanged,
  QueueStateChangedLoopMode,
  ScanProgress,
  WatchedFolderStatus,
} from "@events/server.js";
import { invoke } from "@tauri-apps/api/core";

export interface Track {
  readonly id: number;
  /** Relative to the folder. */
  readonly path: string;
  readonly title: string;
  readonly artist: string;
  readonly album: string;
  readonly duration_ms: number;
}

/** A place in the queue, with a key of its own: a track may have several. */
export interface Entry {
  readonly key: number;
  readonly track_id: number;
}

export interface Playlist {
  readonly id: number;
  readonly name: string;
  readonly track_ids: readonly number[];
}

export type Settings = Readonly<Record<string, unknown>>;

/** All that is shown before the first event. */
export interface Everything {
  readonly tracks: readonly Track[];
  readonly queue: readonly Entry[];
  readonly queue_state: QueueStateChanged;
  readonly progress: AudioProgress;
  readonly favorites: readonly number[];
  readonly playlists: readonly Playlist[];
  readonly settings: Settings;
  readonly username: string | null;
  readonly waiting_plays: number;
  readonly scan: ScanProgress | null;
  readonly scanned: LibraryScanComplete | null;
  readonly watch: WatchedFolderStatus | null;
}

export const load = () => invoke<Everything>("load");
/** Those of these tracks that are there; all, where none is named. */
export const tracks = (track_ids: readonly number[]) => invoke<Track[]>("tracks", { trackIds: track_ids });
export const queue = () => invoke<Entry[]>("queue");
export const playlists = () => invoke<Playlist[]>("playlists");

export const scan = () => invoke<void>("scan");
/** Puts another song into the folder; resolves with its title. */
export const compose = () => invoke<string>("compose");

export const queueAdd = (track_ids: readonly number[]) => invoke<void>("queue_add", { trackIds: track_ids });
export const queuePlay = (track_ids: readonly number[], start: number) =>
  invoke<void>("queue_play", { trackIds: track_ids, start });
export const queueRemove = (position: number) => invoke<void>("queue_remove", { position });
export const queueClear = () => invoke<void>("queue_clear");
export const queueMove = (from: number, to: number) => invoke<void>("queue_move", { from, to });
export const queueJump = (position: number) => invoke<void>("queue_jump", { position });
export const setShuffle = (on: boolean) => invoke<void>("set_shuffle", { on });
export const setLoop = (mode: QueueStateChangedLoopMode) => invoke<void>("set_loop", { mode });

export const play = () => invoke<void>("play");
export const pause = () => invoke<void>("pause");
export const toggle = () => invoke<void>("toggle");
export const next = () => invoke<void>("next");
export const previous = () => invoke<void>("previous");
export const stop = () => invoke<void>("stop");
export const seek = (position_ms: number) => invoke<void>("seek", { positionMs: position_ms });

export const favor = (track_id: number, favors: boolean) =>
  invoke<void>("favor", { trackId: track_id, favors });

export const playlistCreate = (name: string) => invoke<number>("playlist_create", { name });
export const playlistRename = (playlist_id: number, name: string) =>
  invoke<void>("playlist_rename", { playlistId: playlist_id, name });
export const playlistDelete = (playlist_id: number) =>
  invoke<void>("playlist_delete", { playlistId: playlist_id });
export const playlistAdd = (playlist_id: number, track_ids: readonly number[]) =>
  invoke<void>("playlist_add", { playlistId: playlist_id, trackIds: track_ids });
export const playlistRemove = (playlist_id: number, position: number) =>
  invoke<void>("playlist_remove", { playlistId: playlist_id, position });
export const playlistMove = (playlist_id: number, from: number, to: number) =>
  invoke<void>("playlist_move", { playlistId: playlist_id, from, to });

export const setSetting = (key: string, value: unknown) => invoke<void>("set_setting", { key, value });
export const resetSettings = () => invoke<void>("reset_settings");
export const lastfmConnect = (username: string) => invoke<void>("lastfm_connect", { username });
export const lastfmDisconnect = () => invoke<void>("lastfm_disconnect");
