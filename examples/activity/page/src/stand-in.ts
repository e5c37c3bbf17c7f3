// What the page asks of the stand-in for the server, which is in the app.

import { invoke } from "@tauri-apps/api/core";

export const standIn = {
  /** Whether it plays: the page may have been loaded again, the app was not. */
  async plays(): Promise<boolean> {
    return (await invoke<{ playing: boolean }>("stand_in")).playing;
  },
  play: (on: boolean) => invoke<void>("play", { on }),
  /** So many messages, one each so many milliseconds. */
  burst: (count: number, apart = 0) => invoke<void>("burst", { count, apart }),
  cut: () => invoke<void>("cut"),
  every: () => invoke<void>("every"),
  fromTheWire: () => invoke<void>("from_the_wire"),
};
